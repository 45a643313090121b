"""Forms that ask for passwords. They take them as they are: not trimmed, not searched for CPR."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, ValidationError

from portal.accounts.passwords import find_weakness
from portal.models.user import User
from portal.web.validators import required


class PasswordForm(FlaskForm):
    """The base of forms with passwords: Danish, and unable to show a password again."""

    class Meta(FlaskForm.Meta):
        locales = ("da_DK", "da")


def printable(text: str | None) -> str | None:
    """Return a text without control characters, which PostgreSQL and HTML refuse."""
    return "".join(filter(str.isprintable, text)) if text else text


class SignInForm(PasswordForm):
    email = StringField("E-mail", [required("Skriv din e-mail.")], filters=[printable])
    password = PasswordField("Adgangskode", validators=[required("Skriv din adgangskode.")])


class NewPasswordForm(PasswordForm):
    """A new password, typed twice because it cannot be seen."""

    new_password = PasswordField("Ny adgangskode", validators=[required("Vælg en adgangskode.")])
    new_password_again = PasswordField(
        "Skriv den nye adgangskode igen",
        validators=[EqualTo("new_password", "De to nye adgangskoder er ikke ens.")],
    )

    def __init__(self, user: User, **options: Any) -> None:
        super().__init__(**options)
        self.user = user

    def validate_new_password(self, field: PasswordField) -> None:
        weakness = find_weakness(field.data, self.user.email, self.user.name)
        if weakness:
            raise ValidationError(weakness)


class ChangePasswordForm(NewPasswordForm):
    """A change of password, which takes the current one."""

    current_password = PasswordField(
        "Nuværende adgangskode", validators=[required("Skriv din nuværende adgangskode.")]
    )
