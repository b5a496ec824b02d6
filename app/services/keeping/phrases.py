"""The words of the board, the same on the page and in its export."""

from collections.abc import Mapping

from app.services.keeping.records import Bucket

BUCKET_WORDS: Mapping[Bucket, str] = {
    Bucket.ON_THE_WAY: "Đang đi",
    Bucket.IN_TIME: "Trong hạn",
    Bucket.LATE: "Quá hạn",
    Bucket.PAUSED: "Tạm dừng",
}
