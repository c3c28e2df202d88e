import hashlib

import pytest

from bot.store.files import Files, written_whole

CONTENT = "Convocatoria «ñ»".encode()


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path / "archivo")


def everything(files):
    return [path for path in files.root.rglob("*") if path.is_file()]


def test_a_file_is_found_by_the_hash_of_its_content(files):
    digest = files.keep(CONTENT)
    assert digest == hashlib.sha256(CONTENT).hexdigest()
    assert files.read(digest) == CONTENT
    assert everything(files) == [files.path(digest)]


def test_the_same_content_is_kept_once(files):
    assert files.keep(CONTENT) == files.keep(CONTENT)
    assert len(everything(files)) == 1
    files.keep(b"otro")
    assert len(everything(files)) == 2


def test_an_empty_file_is_a_file(files):
    assert files.read(files.keep(b"")) == b""


@pytest.mark.parametrize("altered", [CONTENT + b" ", CONTENT[:-1], b"", CONTENT.replace(b"C", b"c")])
def test_an_altered_file_is_not_handed_out(files, altered):
    digest = files.keep(CONTENT)
    files.path(digest).write_bytes(altered)
    with pytest.raises(ValueError, match=digest):
        files.read(digest)


def test_a_missing_file_is_said_to_be_missing(files):
    digest = files.keep(CONTENT)
    files.path(digest).unlink()
    with pytest.raises(FileNotFoundError, match=digest):
        files.read(digest)


def test_a_damaged_file_is_mended_when_its_content_comes_again(files):
    digest = files.keep(CONTENT)
    files.path(digest).write_bytes(b"")
    assert files.keep(CONTENT) == digest
    assert files.read(digest) == CONTENT


def test_a_file_takes_its_place_only_once_it_is_whole(tmp_path):
    target = tmp_path / "acta.docx"
    target.write_bytes(b"old")
    with written_whole(target) as fresh:
        fresh.write_bytes(b"ne")
        assert target.read_bytes() == b"old"
        fresh.write_bytes(b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_whose_writing_fails_leaves_the_old_one_and_nothing_else(tmp_path):
    def run_out_of_space(target):
        with written_whole(target) as fresh:
            fresh.write_bytes(b"ne")
            raise OSError(28, "No space left on device")

    target = tmp_path / "acta.docx"
    target.write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        run_out_of_space(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_is_wrong_with_a_file_is_told(files):
    digest = files.keep(CONTENT)
    assert files.fault(digest, len(CONTENT)) is None
    assert files.fault(digest, None) is None
    assert files.fault(digest, 1) == "size"
    files.path(digest).write_bytes(CONTENT[::-1])
    assert files.fault(digest, len(CONTENT)) == "altered"
    files.path(digest).unlink()
    assert files.fault(digest, len(CONTENT)) == "missing"
