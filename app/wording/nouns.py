"""What is counted or named within a sentence."""

from typing import Final

PETITIONS: Final = "phản ánh, kiến nghị"
RATINGS: Final = "lượt đánh giá"
ACTIVITIES: Final = "hoạt động"
LINES: Final = "dòng"
DRAFTS: Final = "bản nháp"
ORIGINAL: Final = "bản chính"
CERTIFIED_COPY: Final = "bản chứng thực"
PLAIN_COPY: Final = "bản sao"
UNMASKED_EXPORT: Final = "xuất dữ liệu không che"
