"""The numbers of the second opinion, as they lie in `portal/reference/second_opinion.tsv`."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

SCALE = 32
"""A row holds whole numbers: so many make one."""
LOWEST = 128
"""A byte of a row stands for the number so much lower: from -128 to 127."""

_OUTPUT = "*"

_Row = TypeVar("_Row", bytes, tuple[float, ...])


class Output(NamedTuple):
    """How a domain weighs the sums: what speaks for it before any word, and by each sum."""

    bias: float
    weights: tuple[float, ...]


class Network(NamedTuple):
    """What was learned: where the sums start, the outputs by domain, the rows of the traits."""

    starts: tuple[float, ...]
    outputs: Mapping[str, Output]
    rows: Mapping[str, bytes]


def read_network(path: Path) -> Network:
    """Read what `write_network` wrote.

    Raises OSError when there is no such file, ValueError for a row that is none.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return _network(line.split("\t") for line in lines if not line.startswith("# "))


def write_network(network: Network, path: Path, comments: Iterable[str]) -> None:
    """Write comments, "*" with the starts, "*<domain>" with bias and weights, and the rows.

    A trait's row is written as base64.
    """
    lines = [f"# {comment}" for comment in comments]
    lines.append(_decimals(_OUTPUT, network.starts))
    for code, output in network.outputs.items():
        lines.append(_decimals(_OUTPUT + code, (output.bias, *output.weights)))
    for trait, row in sorted(network.rows.items()):
        lines.append(f"{trait}\t{b64encode(row).decode()}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _network(lines: Iterable[Sequence[str]]) -> Network:
    starts: tuple[float, ...] = ()
    outputs: dict[str, Output] = {}
    rows: dict[str, bytes] = {}
    for name, *cells in lines:
        try:
            if name == _OUTPUT:
                starts = tuple(map(float, cells))
            elif name.startswith(_OUTPUT):
                bias, *weights = map(float, cells)
                outputs[name[1:]] = Output(bias, _as_long_as(starts, tuple(weights)))
            else:
                (row,) = cells
                rows[name] = _as_long_as(starts, b64decode(row, validate=True))
        except ValueError as error:
            raise ValueError(f"the row of {name!r} is none: {error}") from error
    return Network(starts, outputs, rows)


def _as_long_as(starts: Sequence[float], row: _Row) -> _Row:
    if len(row) != len(starts):
        raise ValueError(f"{len(row)} numbers, not {len(starts)}")
    return row


def _decimals(name: str, values: Iterable[float]) -> str:
    return "\t".join((name, *(f"{value:.4f}" for value in values)))
