"""Figures kept over time: of the directory day by day, and of how questions ended."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base
from portal.models.vocabulary import AnswerEnd

EVERYWHERE = ""  # the code of no municipality, or no domain: part of a key, so never NULL


class DailyFigure(Base):
    """One figure of a day: ``part`` of ``whole``, of a municipality or (``EVERYWHERE``) of all."""

    __tablename__ = "daily_figure"

    day_on: Mapped[date] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(String(4), primary_key=True)
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    part: Mapped[int]
    whole: Mapped[int]


class QuestionCount(Base):
    """How many questions of a day ended in what; the questions themselves are never kept."""

    __tablename__ = "question_count"

    day_on: Mapped[date] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(String(4), primary_key=True)
    domain_code: Mapped[str] = mapped_column(String(32), primary_key=True)
    ended_in: Mapped[AnswerEnd] = mapped_column(primary_key=True)
    count: Mapped[int]
