"""A Django list view over the portal's own tables, with a page of the same size.

As a Django developer writes it: a ListView of 20, relations fetched beforehand, the middleware of a
new project. Nobody signs in, and no opening hours are worked out, which favours Django.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.db.models import QuerySet
from django.urls import path
from django.views.generic import ListView

PAGE_BYTES = int(os.environ.get("PAGE_BYTES", "30000"))

settings.configure(
    SECRET_KEY="only-for-benchmarks",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["DJANGO_DATABASE"]),
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=["django.contrib.sessions", "tests.benchmarks.peers"],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent],
        }
    ],
    USE_TZ=True,
)
django.setup()


class Municipality(models.Model):
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=80)

    class Meta:
        app_label, managed, db_table = "peers", False, "municipality"


class Organisation(models.Model):
    name = models.CharField(max_length=160)
    municipality = models.ForeignKey(Municipality, models.DO_NOTHING, null=True)

    class Meta:
        app_label, managed, db_table = "peers", False, "organisation"


class Domain(models.Model):
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=80)

    class Meta:
        app_label, managed, db_table = "peers", False, "domain"


class Contact(models.Model):
    function = models.CharField(max_length=160)
    name = models.CharField(max_length=120, null=True)
    sort_key = models.CharField(max_length=320)
    note = models.TextField()
    confirmed_at = models.DateTimeField(null=True)
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING)
    domains = models.ManyToManyField(Domain, db_table="contact_domain")

    class Meta:
        app_label, managed, db_table = "peers", False, "contact"


class Phone(models.Model):
    number = models.CharField(max_length=20)
    position = models.IntegerField()
    contact = models.ForeignKey(Contact, models.DO_NOTHING, related_name="phones")

    class Meta:
        app_label, managed, db_table = "peers", False, "phone"


class ContactList(ListView):
    """The contacts of a municipality for a problem domain."""

    template_name = "django_list.html"
    context_object_name = "contacts"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Contact]:
        """Return the contacts that the address names."""
        return (
            Contact.objects.filter(
                organisation__municipality__code=self.request.GET.get("municipality", "0730"),
                domains__code=self.request.GET.get("domain", "alkohol"),
            )
            .select_related("organisation__municipality")
            .prefetch_related("phones", "domains")
            .order_by("sort_key")
        )

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(filler=FILLER, **kwargs)
        return context


FILLER = "<!--" + "x" * max(0, PAGE_BYTES - 20 * 1100) + "-->"
urlpatterns = [path("", ContactList.as_view())]


def make_django() -> WSGIHandler:
    """Return the application."""
    return get_wsgi_application()
