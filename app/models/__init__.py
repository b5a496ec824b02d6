"""How facts are stored: SQLAlchemy models, the database, migrations."""
