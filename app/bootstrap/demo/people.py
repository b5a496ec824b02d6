"""The people of the demo day: all invented, with numbers of the right shape."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """Somebody with a căn cước card; `birth` as ddmmyyyy, as the card's QR has it."""

    number: str
    name: str
    birth: str
    sex: str
    address: str
    phone: str = ""

    @property
    def card(self) -> str:
        """What the QR of the card says."""
        facts = (self.number, "", self.name, self.birth, self.sex, self.address, "01012022")
        return "|".join(facts)


HONG: Final = Citizen(
    number="072185001234",
    name="Nguyễn Thị Hồng",
    birth="14031985",
    sex="Nữ",
    address="Số 12 đường Số 3, khu phố 2, phường Mẫu",
    phone="0901000111",
)
CAM: Final = Citizen(
    number="072090005678",
    name="Lê Văn Cam",
    birth="02051990",
    sex="Nam",
    address="Khu phố 5, phường Mẫu",
    phone="0912000222",
)
BUOI: Final = Citizen(
    number="072192003456",
    name="Trần Thị Bưởi",
    birth="20111992",
    sex="Nữ",
    address="Tổ 7, khu phố 1, phường Mẫu",
    phone="0933000333",
)
DUNG: Final = Citizen(
    number="072078004321",
    name="Phạm Quốc Dũng",
    birth="09021978",
    sex="Nam",
    address="Hẻm 18, khu phố 4, phường Mẫu",
)
MAI: Final = Citizen(
    number="079301007788",
    name="Võ Thị Thanh Mai",
    birth="30062001",
    sex="Nữ",
    address="Chung cư Mẫu, phường Mẫu",
    phone="0977000444",
)
QUANG: Final = Citizen(
    number="079203001122",
    name="Huỳnh Đăng Quang",
    birth="17082003",
    sex="Nam",
    address="Khu phố 6, phường Mẫu",
)
LONG_NAME: Final = Citizen(
    number="072169009876",
    name="Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thiên Kim Ngọc Bảo Trân",
    birth="01121969",
    sex="Nữ",
    address="Thửa đất số 125, tờ bản đồ số 48, ấp Ninh Thạnh Lợi A, khu phố 3, phường Mẫu",
    phone="0988000555",
)
SANG: Final = Citizen(
    number="072071002468",
    name="Đỗ Minh Sang",
    birth="25101971",
    sex="Nam",
    address="Khu phố 2, phường Mẫu",
)
LAN: Final = Citizen(
    number="072195001357",
    name="Bùi Thị Lan",
    birth="11011995",
    sex="Nữ",
    address="Khu phố 1, phường Mẫu",
    phone="0966000666",
)
TAM: Final = Citizen(
    number="072064008642",
    name="Ngô Văn Tám",
    birth="05051964",
    sex="Nam",
    address="Khu phố 7, phường Mẫu",
)
