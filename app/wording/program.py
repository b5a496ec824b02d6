"""What the program says of itself."""


def about_text(data_folder: str) -> str:
    """Return purpose, licences and the data folder, a paragraph each."""
    return "\n\n".join(
        (
            "Phần mềm tiếp nhận và trả kết quả tại Bộ phận Một cửa.",
            "Giấy phép: Apache 2.0 (tệp LICENSE). Cửa sổ dùng Qt qua PySide6 (LGPL 3.0), là thư"
            " viện cài riêng; phông chữ Be Vietnam Pro (OFL 1.1).",
            f"Kho dữ liệu: {data_folder}",
        )
    )
