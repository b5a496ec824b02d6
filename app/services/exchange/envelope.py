"""A bundle as one file: a ZIP whose manifest is signed and names every byte behind it.

Members: `manifest.json`, `signature` (Ed25519 over a prefix and the manifest), `data.json`, and
`files/<sha256>` for each attachment. Nothing else is let in, nothing may be missing, and nothing
is read beyond what the manifest says and the caps allow. Version 2 of the manifest bears the
certificate by which the sender's office vouches for the station that signed.
"""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.errors import InvalidInputError
from app.services.forms.certificates import Certificate, is_certified
from app.vocabulary.exchange import BundleKind

MAX_FILES: Final = 5_000
MAX_FILE_BYTES: Final = 25 * 1024 * 1024
MAX_DATA_BYTES: Final = 32 * 1024 * 1024
MAX_BYTES: Final = 512 * 1024 * 1024
_MAX_MANIFEST_BYTES: Final = 1024 * 1024
_PLAIN, _CERTIFIED = 1, 2
_SIGNED_PREFIX: Final = b"motcua-bundle-1\n"
_MANIFEST, _SIGNATURE, _DATA, _FILES = "manifest.json", "signature", "data.json", "files/"
_CHUNK: Final = 1 << 20
Source = Path | BinaryIO
"""A person's file, or the open bytes of one that is kept."""
# What zipfile raises of bytes that are no longer an archive: found by flipping them.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)


class ArchiveOutput(Protocol):
    """Where an archive's bytes go, one way."""

    def write(self, content: bytes, /) -> int:
        """Take `content` and return its length. Raises OSError."""
        ...

    def flush(self) -> None:
        """Hand on what is complete."""
        ...

    def close(self) -> None:
        """Hand on the rest; an archive leaves that to whoever opened this."""
        ...


class BundleError(InvalidInputError):
    """A file that is no bundle, not whole, altered, or not meant for this office."""

    def __init__(self, message: str) -> None:
        super().__init__("file", message)


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleHeader:
    """Who says what to whom: units by code, the signer by public key in hex.

    `uid` is the bundle's own for ever; `answers` the uid of the bundle it answers, or empty.
    """

    uid: str
    kind: BundleKind
    from_code: str
    to_code: str
    made_at: datetime
    public_key: str
    answers: str = ""


class _Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    size: int
    sha256: str


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    version: int
    header: BundleHeader
    members: tuple[_Member, ...]
    certificate: Certificate | None = None


class _Versioned(msgspec.Struct):
    version: int


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """The keys in hex that were once confirmed, by unit code: of stations, and of offices."""

    stations: Mapping[str, frozenset[str]]
    offices: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenBundle:
    """A bundle whose signature and contents have been checked; `files` are hashes and sizes.

    `trusted_by` is the confirmed key it rests on: the signer's own, or its office's.
    """

    header: BundleHeader
    data: bytes
    files: Mapping[str, int]
    trusted_by: str
    _archive: zipfile.ZipFile

    def read_file(self, sha256: str) -> bytes:
        """Return one attachment. Raises BundleError where its bytes are not what was signed."""
        with _told(self._archive.filename or ""):
            return _checked(self._archive, _Member(_FILES + sha256, self.files[sha256], sha256))


def write_bundle(
    out: Path | ArchiveOutput,
    header: BundleHeader,
    data: bytes,
    files: Mapping[str, Callable[[], bytes]],
    sign: Callable[[bytes], bytes],
    certificate: Certificate | None = None,
) -> None:
    """Write a bundle to `out`: equal arguments give equal bytes.

    `files` gives each attachment by its SHA-256; with its office's `certificate` it is of version
    2. Raises BundleError where a cap is passed.
    """
    members = [_member(_DATA, data)]
    contents: dict[str, Callable[[], bytes]] = {_DATA: lambda: data}
    for sha256 in sorted(files):
        members.append(_member(_FILES + sha256, files[sha256]()))
        contents[_FILES + sha256] = files[sha256]
    _check_caps(members)
    version = _PLAIN if certificate is None else _CERTIFIED
    manifest = msgspec.json.encode(_Manifest(version, header, tuple(members), certificate))
    contents = {
        _MANIFEST: lambda: manifest,
        _SIGNATURE: lambda: sign(_SIGNED_PREFIX + manifest),
        **contents,
    }
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content(), _packing(name))


@contextmanager
def open_bundle(source: Source, known_keys: KnownKeys) -> Iterator[OpenBundle]:
    """Open a bundle signed by one of `known_keys`, or by a key that one of them certifies.

    Raises BundleError saying what is wrong with the file and what to do next.
    """
    name = _name_of(source)
    with _told(name):
        archive = zipfile.ZipFile(source)
    with archive:
        with _told(name):
            manifest, trusted_by = _manifest(archive, known_keys)
            data, *files = manifest.members
            whole = {member.name.removeprefix(_FILES): member.size for member in files}
            content = _checked(archive, data)
        yield OpenBundle(manifest.header, content, whole, trusted_by, archive)


def read_own(source: Source) -> tuple[BundleHeader, bytes]:
    """Return header and data of a bundle that lies under its hash in this office's own folder.

    Who wrote it there had checked it. Raises BundleError for a file that is no bundle.
    """
    with _told(_name_of(source)), zipfile.ZipFile(source) as archive:
        manifest = msgspec.json.decode(archive.read(_MANIFEST), type=_Manifest)
        return manifest.header, archive.read(_DATA)


def own_certificate_of(source: Source) -> Certificate | None:
    """Return the certificate that a bundle in this office's own folder bears, as `read_own`."""
    with _told(_name_of(source)), zipfile.ZipFile(source) as archive:
        return msgspec.json.decode(archive.read(_MANIFEST), type=_Manifest).certificate


def claimed_sender(path: Path) -> str:
    """Return the code a file says it is from, "" where it says none: nothing of it is proved."""
    try:
        with zipfile.ZipFile(path) as archive:
            raw = _read(archive, _MANIFEST, _MAX_MANIFEST_BYTES)
        return msgspec.json.decode(raw, type=_Manifest).header.from_code
    except (*_BROKEN, BundleError, msgspec.MsgspecError, OSError):
        return ""


def _name_of(source: Source) -> str:
    return source.name if isinstance(source, Path) else "của gói"


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn what a broken archive or medium raises into one sentence."""
    try:
        yield
    except _BROKEN as fault:
        raise BundleError(_CUT) from fault
    except OSError as fault:
        raise BundleError(
            f"Không đọc được tệp {name}. Hãy kiểm tra thẻ nhớ hoặc chép lại tệp."
        ) from fault


def _manifest(archive: zipfile.ZipFile, known_keys: KnownKeys) -> tuple[_Manifest, str]:
    """Return the manifest and the confirmed key that it rests on."""
    names = archive.namelist()
    if names[:3] != [_MANIFEST, _SIGNATURE, _DATA]:
        raise BundleError(_FOREIGN)
    raw = _read(archive, _MANIFEST, _MAX_MANIFEST_BYTES)
    try:
        # What a later version adds is not known here: its number is read before the rest.
        if msgspec.json.decode(raw, type=_Versioned).version > _CERTIFIED:
            raise BundleError(_NEWER)
        manifest = msgspec.json.decode(raw, type=_Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise BundleError(_FOREIGN) from fault
    if manifest.version != (_PLAIN if manifest.certificate is None else _CERTIFIED):
        raise BundleError(_FOREIGN)
    trusted_by = _trusted_by(manifest, known_keys)
    _check_signature(manifest.header, raw, _read(archive, _SIGNATURE, 64))
    _check_caps(manifest.members)
    if [_MANIFEST, _SIGNATURE, *(member.name for member in manifest.members)] != names:
        raise BundleError(_ALTERED)
    return manifest, trusted_by


def _trusted_by(manifest: _Manifest, known_keys: KnownKeys) -> str:
    """Return the confirmed key that vouches for the signer: its own, else its office's."""
    header, certificate = manifest.header, manifest.certificate
    code = header.from_code
    if header.public_key in known_keys.stations.get(code, frozenset()):
        return header.public_key
    offices = known_keys.offices.get(code, frozenset())
    if certificate is None:
        raise BundleError((_UNCERTIFIED if offices else _UNCONFIRMED).format(code=code))
    if certificate.office_key not in offices:
        raise BundleError((_OTHER_OFFICE_KEY if offices else _UNCONFIRMED).format(code=code))
    if not is_certified(certificate, code, header.public_key):
        raise BundleError(_BAD_CERTIFICATE.format(code=code))
    return certificate.office_key


def _check_signature(header: BundleHeader, raw: bytes, signature: bytes) -> None:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(header.public_key))
        key.verify(signature, _SIGNED_PREFIX + raw)
    except (InvalidSignature, ValueError) as fault:
        raise BundleError(_ALTERED) from fault


def _check_caps(members: tuple[_Member, ...] | list[_Member]) -> None:
    sizes = [member.size for member in members]
    if len(members) > MAX_FILES + 1:
        raise BundleError(f"Gói có quá {MAX_FILES} tệp. Hãy chia thành nhiều gói.")
    if sizes[0] > MAX_DATA_BYTES or any(size > MAX_FILE_BYTES for size in sizes[1:]):
        raise BundleError(
            f"Gói có tệp lớn hơn {MAX_FILE_BYTES >> 20} MB. Hãy chụp lại tệp nhỏ hơn."
        )
    if min(sizes) < 0 or sum(sizes) > MAX_BYTES:
        raise BundleError(f"Gói lớn hơn {MAX_BYTES >> 20} MB. Hãy chia thành nhiều gói.")


def _member(name: str, content: bytes) -> _Member:
    return _Member(name, len(content), hashlib.sha256(content).hexdigest())


def _checked(archive: zipfile.ZipFile, member: _Member) -> bytes:
    content = _read(archive, member.name, member.size)
    if _member(member.name, content) != member:
        raise BundleError(_ALTERED)
    return content


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Return a member of at most `limit` bytes, reading no more than one byte beyond."""
    content = bytearray()
    with archive.open(name) as member:
        while chunk := member.read(min(_CHUNK, limit + 1 - len(content))):
            content += chunk
            if len(content) > limit:
                raise BundleError(_ALTERED)
    return bytes(content)


def _packing(name: str) -> int:
    """Return how a member is packed: scans and results are packed already, text is not."""
    return zipfile.ZIP_STORED if name.startswith(_FILES) else zipfile.ZIP_DEFLATED


_FOREIGN: Final = "Tệp này không phải gói bàn giao của Một Cửa. Hãy chọn đúng tệp."
_CUT: Final = "Gói bị cụt hoặc hỏng. Hãy chép lại tệp từ nơi gửi rồi nhập lại."
_ALTERED: Final = (
    "Nội dung gói không khớp chữ ký: gói đã bị sửa hoặc hỏng. Đừng dùng gói này; hãy xin nơi gửi "
    "gói khác."
)
_NEWER: Final = "Gói thuộc phiên bản mới hơn. Hãy cập nhật chương trình rồi nhập lại."
_UNCONFIRMED: Final = (
    "Chưa xác nhận khóa của đơn vị {code} đã ký gói này. Hãy nhập khóa của đơn vị đó, đối chiếu "
    "dấu vân tay in trên giấy, rồi nhập lại gói."
)
_UNCERTIFIED: Final = (
    "Khóa của đơn vị {code} ở đây là khóa đơn vị, nhưng máy đã ký gói này không kèm chứng nhận của "
    "khóa đó. Đừng dùng gói này; hãy xin nơi gửi gói lập ở máy đã được chứng nhận."
)
_OTHER_OFFICE_KEY: Final = (
    "Gói này kèm chứng nhận của một khóa đơn vị khác với khóa đã xác nhận của {code}. Hãy hỏi nơi "
    "gửi: nếu họ đã thay khóa đơn vị thì nhập thẻ khóa mới và đối chiếu dấu vân tay, rồi nhập lại."
)
_BAD_CERTIFICATE: Final = (
    "Chứng nhận kèm gói này không phải do khóa đơn vị của {code} ký cho máy đã ký gói. Đừng dùng "
    "gói này; hãy xin nơi gửi gói khác."
)
