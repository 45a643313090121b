"""The commands of ``flask --app wsgi``, one file per subject, each with a ``register(app)``."""
