"""Sign-in, sign-out, the own profile, and the page on which an invited user chooses a password."""

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import always_open, public, requires
from portal.accounts.actions import (
    change_password,
    sign_in_user,
    use_invitation,
)
from portal.accounts.forms import ChangePasswordForm, NewPasswordForm, PasswordForm, SignInForm
from portal.accounts.passwords import is_right_password, suggest_password
from portal.accounts.queries import find_open_invitation, normal_email
from portal.accounts.redirects import own_path
from portal.accounts.sessions import (
    end_session,
    end_session_soon,
    is_reading_only,
    open_session,
)
from portal.accounts.throttle import count_wrong_guess, forget_guesses, take_guess
from portal.extensions import limiter
from portal.models.user import User

WRONG = "E-mailen eller adgangskoden er forkert."
WRONG_CURRENT = "Den nuværende adgangskode er forkert."
TOO_MANY = "Der har været for mange forsøg. Vent et kvarter, og prøv igen."

blueprint = Blueprint("accounts", __name__)


def sign_in_limit() -> str:
    """Return how many sign-ins an address may try."""
    return str(current_app.config["RATELIMIT_SIGN_IN"])


@blueprint.route("/log-ind", methods=["GET", "POST"])
@always_open
@public
@limiter.limit(sign_in_limit, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    target = own_path(request.args.get("next"))
    if current_user.is_authenticated and not is_reading_only():
        return redirect(target)
    form = SignInForm()
    if not form.is_submitted():
        return render_template("accounts/sign_in.html", form=form)
    if not form.validate():
        return refuse_sign_in(form, 422)
    email, password = normal_email(form.email.data), form.password.data
    if not take_guess(email):
        return refuse_sign_in(form, 429, TOO_MANY)
    user = sign_in_user(email, password)
    if user is None:
        count_wrong_guess(email)
        return refuse_sign_in(form, 422, WRONG)
    forget_guesses(email)
    current_app.logger.info("user %s signed in from %s", user.id, request.remote_addr)
    return redirect(target)


def refuse_sign_in(form: SignInForm, status: int, *messages: str) -> ResponseReturnValue:
    """Show the sign-in form again. The log gets the address, not what was typed."""
    current_app.logger.warning("sign-in refused (%s) from %s", status, request.remote_addr)
    form.form_errors.extend(messages)
    return render_template("accounts/sign_in.html", form=form), status


@blueprint.post("/log-ud")
@always_open
@public
def sign_out() -> ResponseReturnValue:
    end_session_soon()
    flash("Du er logget ud.", "success")
    return redirect(url_for(".sign_in"))


@blueprint.route("/profil", methods=["GET", "POST"])
@requires("change_own_profile")
def profile() -> ResponseReturnValue:
    form = ChangePasswordForm(current_user)
    if not form.is_submitted():
        return show_profile(form)
    if not form.validate():
        return show_profile(form, 422)
    if not take_guess(current_user.email):
        return show_profile(form, 429, TOO_MANY)
    if not is_right_password(form.current_password.data, current_user.password_hash):
        count_wrong_guess(current_user.email)
        form.current_password.errors = [WRONG_CURRENT]
        return show_profile(form, 422)
    forget_guesses(current_user.email)
    user: User = current_user._get_current_object()
    change_password(user, form.new_password.data)
    open_session(user)
    flash("Adgangskoden er skiftet. Du er logget ud alle andre steder.", "success")
    return redirect(url_for(".profile"))


def show_profile(
    form: ChangePasswordForm, status: int = 200, *messages: str
) -> ResponseReturnValue:
    form.form_errors.extend(messages)
    suggestion = suggest_password()
    return render_template("accounts/profile.html", form=form, suggestion=suggestion), status


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@public
def accept_invitation(token: str) -> ResponseReturnValue:
    invitation = find_open_invitation(token)
    if invitation is None:
        return render_template("accounts/invitation_over.html"), 404
    form = NewPasswordForm(invitation.user)
    if not form.validate_on_submit():
        return show_invitation(form, invitation.user)
    use_invitation(invitation, form.new_password.data)
    end_session()
    flash("Adgangskoden er gemt. Log ind med den nu.", "success")
    return redirect(url_for(".sign_in"))


def show_invitation(form: PasswordForm, user: User) -> ResponseReturnValue:
    """Show the page behind an invitation's link; the link is a secret, so no cache keeps it."""
    page = render_template(
        "accounts/accept_invitation.html", form=form, user=user, suggestion=suggest_password()
    )
    return page, 422 if form.errors else 200, {"Cache-Control": "no-store"}
