"""The zip around an office file: checked before a part is unpacked, and rewritten part by part."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from struct import Struct, error, pack_into
from typing import NamedTuple

from kanwu.errors import InputError

MOST_BYTES_IN_PART = 32 << 20  # unpacked
MOST_BYTES_IN_ALL = 256 << 20  # unpacked
MOST_PARTS = 10_000
BROKEN = "文件不完整或已损坏"

# Signature, version, flags, method, time, date, checksum, both sizes, lengths of name and extra.
_LOCAL_HEADER = Struct("<4s5H3L2H")
# The same behind one more version; then length of comment, disk, both attributes, offset.
_RECORD = Struct("<4s6H3L5H2L")
_END_RECORD = Struct("<4s4H2LH")
# Offsets of fields in the two, in bytes; the checksum and both sizes stand 8 behind the flags.
_HEADER_FLAGS, _RECORD_FLAGS, _RECORD_OFFSET = 6, 8, 42
# Flags; with the second, checksum and sizes stand behind the packed bytes.
_ENCRYPTED, _SIZES_BEHIND, _UTF_8 = 0x01, 0x08, 0x800


class _Entry(NamedTuple):
    """A packed part; offsets are in bytes from the start of the archive."""

    info: zipfile.ZipInfo
    record: bytes  # in the directory
    start: int  # of its local header
    data_start: int  # of its packed bytes
    end: int  # where the next part starts

    @property
    def is_deflated(self) -> bool:
        return self.info.compress_type == zipfile.ZIP_DEFLATED


class Archive:
    """A zip whose parts declare no excessive size; a part is unpacked when it is read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                infos, directory_start = archive.infolist(), archive.start_dir
                self._comment = archive.comment
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, error) as cause:
            raise InputError(BROKEN) from cause
        if not infos:
            raise InputError(BROKEN)
        _require_safe(infos)
        entries = _entries(data, infos, directory_start)
        self._entries = {entry.info.filename: entry for entry in entries}
        if len(self._entries) < len(infos):
            raise InputError("压缩包里有同名的部件")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """The unpacked part; InputError if its size or checksum differs from the declared one."""
        entry = self._entries[name]
        info = entry.info
        part = self._data[entry.data_start : entry.data_start + info.compress_size]
        if entry.is_deflated:
            part = _inflate(part, info.file_size)
        elif info.compress_type != zipfile.ZIP_STORED:
            raise InputError("不支持的压缩方式：{name}", name=name)
        if len(part) != info.file_size or zlib.crc32(part) != info.CRC:
            raise InputError("文件不完整或已损坏：{name} 校验不符", name=name)
        return part

    def replaced(self, parts: Mapping[str, bytes]) -> bytes:
        """The archive with parts changed or added; every other part keeps its bytes and order."""
        entries = sorted(self._entries.values(), key=lambda entry: entry.start)
        chunks = [self._data[: entries[0].start]]
        records: dict[str, bytes] = dict.fromkeys(self._entries, b"")
        offset = len(chunks[0])
        for entry in (*entries, *_new_entries(entries[0], parts.keys() - self._entries.keys())):
            name = entry.info.filename
            chunk, record = self._data[entry.start : entry.end], bytearray(entry.record)
            if name in parts:
                header = self._data[entry.start : entry.data_start] or _new_header(entry)
                chunk = _pack(header, record, parts[name], entry.is_deflated)
            pack_into("<L", record, _RECORD_OFFSET, offset)
            records[name] = bytes(record)
            chunks.append(chunk)
            offset += len(chunk)
        directory, count = b"".join(records.values()), len(records)
        sizes = len(directory), offset, len(self._comment)
        end_record = _END_RECORD.pack(b"PK\5\6", 0, 0, count, count, *sizes)
        return b"".join((*chunks, directory, end_record, self._comment))


def _require_safe(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse an archive that is encrypted, or dangerous to unpack."""
    if len(infos) > MOST_PARTS:
        raise InputError("压缩包里的部件超过 {most} 个", most=MOST_PARTS)
    if sum(info.file_size for info in infos) > MOST_BYTES_IN_ALL:
        raise InputError("解压后超过 {most} MB", most=MOST_BYTES_IN_ALL >> 20)
    for info in infos:
        if info.file_size > MOST_BYTES_IN_PART:
            raise InputError(
                "{name} 解压后超过 {most} MB",
                name=info.filename,
                most=MOST_BYTES_IN_PART >> 20,
            )
        if info.flag_bits & _ENCRYPTED:
            raise InputError("压缩包已加密")
        name = info.orig_filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/"):
            raise InputError("压缩包里有指向外面的路径：{name}", name=info.orig_filename)


def _entries(
    data: bytes, infos: Sequence[zipfile.ZipInfo], directory_start: int
) -> Iterator[_Entry]:
    """The packed parts, in the order of the directory."""
    starts = sorted(info.header_offset for info in infos)
    ends = dict(zip(starts, [*starts[1:], directory_start], strict=True))
    record_start = directory_start
    for info in infos:
        lengths = _RECORD.unpack_from(data, record_start)[10:13]
        record = data[record_start : record_start + _RECORD.size + sum(lengths)]
        record_start += len(record)
        start = info.header_offset
        name_start = start + _LOCAL_HEADER.size
        if data[start : start + 4] != b"PK\3\4" or name_start > len(data):
            raise InputError(BROKEN)
        *_, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, start)
        name = data[name_start : name_start + name_length]
        data_start = name_start + name_length + extra_length
        # Programs differ in how they read a part with two names, and two parts that overlap.
        has_two_names = name != record[_RECORD.size : _RECORD.size + lengths[0]]
        if has_two_names or data_start + info.compress_size > ends[start]:
            raise InputError(BROKEN)
        yield _Entry(info, record, start, data_start, ends[start])


def _inflate(packed: bytes, size: int) -> bytes:
    """The unpacked bytes: at most one more than the declared size, to show that it is wrong."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return inflater.decompress(packed, size + 1)
    except zlib.error as cause:
        raise InputError(BROKEN) from cause


def _new_entries(model: _Entry, names: set[str]) -> Iterator[_Entry]:
    """Entries of parts that are not in the archive yet, with the date of the model."""
    for name in sorted(names):
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        _, _, _, _, _, time, date, *_ = _RECORD.unpack_from(model.record)
        encoded, flags = name.encode(), 0 if name.isascii() else _UTF_8
        fields = (20, 20, flags, zipfile.ZIP_DEFLATED, time, date)
        record = _RECORD.pack(b"PK\1\2", *fields, 0, 0, 0, len(encoded), *[0] * 6)
        yield _Entry(info, record + encoded, 0, 0, 0)


def _new_header(entry: _Entry) -> bytes:
    """The local header of a part, made from its record."""
    _, _, *fields = _RECORD.unpack_from(entry.record)
    return _LOCAL_HEADER.pack(b"PK\3\4", *fields[:10]) + entry.record[_RECORD.size :]


def _pack(header: bytes, record: bytearray, part: bytes, deflate: bool) -> bytes:
    """The part behind its local header; header and record get its new checksum and sizes."""
    packed = part
    if deflate:
        deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = deflater.compress(part) + deflater.flush()
    new_header = bytearray(header)
    flags = _RECORD.unpack_from(record)[3] & ~_SIZES_BEHIND
    for fields, flags_at in ((new_header, _HEADER_FLAGS), (record, _RECORD_FLAGS)):
        pack_into("<H", fields, flags_at, flags)
        pack_into("<3L", fields, flags_at + 8, zlib.crc32(part), len(packed), len(part))
    return bytes(new_header) + packed
