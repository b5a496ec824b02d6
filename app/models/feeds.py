"""Which feed tells of others' changes: that of a server, or that of a file."""

from app.models.changes import ChangeFeed, FileFeed
from app.models.database import Database


def feed_of(database: Database) -> ChangeFeed:
    """Return the feed of a store: a server tells by itself, a file is looked at."""
    if not database.is_shared:
        return FileFeed(database)
    from app.models.server_feed import ServerFeed

    return ServerFeed(database)
