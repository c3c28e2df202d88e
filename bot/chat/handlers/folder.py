"""`/carpeta`: the documents of a sitting, one by one or all together."""

from bot.chat.context import Turn
from bot.usecases import bundle, folder, folders, sending
from bot.usecases.contents import GENERAL
from bot.usecases.desk import Receipt
from bot.usecases.folders import ListFolders, OpenFolder, ShowFolder
from bot.usecases.sending import SendIndex, SendPaper, SendWhole


async def show(turn: Turn) -> None:
    """`/carpeta [N]`."""
    await turn.perform(folders.show_folder, ShowFolder(turn.words(limit=100)))


async def choose(turn: Turn) -> Receipt:
    """**Otras carpetas**."""
    return await turn.perform(folders.list_folders, ListFolders())


async def open_page(turn: Turn) -> Receipt:
    """A folder's button, or the turning of its pages."""
    page = turn.number(1) if turn.word(1, "") else 1
    return await turn.perform(folders.open_folder, OpenFolder(_which(turn), page))


async def paper(turn: Turn) -> Receipt:
    """One document."""
    sound = await turn.apart(folder.is_sound, turn.office.desk, turn.number(0))
    return await turn.perform(sending.send_paper, SendPaper(turn.number(0), sound))


async def index(turn: Turn) -> Receipt:
    """**Índice**."""
    await turn.apart(folder.file_waiting, turn.office.desk)
    return await turn.perform(sending.send_index, SendIndex(_which(turn)))


async def whole(turn: Turn) -> Receipt:
    """**Descargar todo**."""
    return await _send_whole(turn, public=False)


async def public(turn: Turn) -> Receipt:
    """**Versión pública**."""
    return await _send_whole(turn, public=True)


async def _send_whole(turn: Turn, *, public: bool) -> Receipt:
    desk, sitting_id = turn.office.desk, _which(turn)
    await turn.apart(folder.file_waiting, desk)
    damaged = await turn.apart(bundle.damaged, desk, turn.body_id, sitting_id)
    return await turn.perform(sending.send_whole, SendWhole(sitting_id, public, damaged))


def _which(turn: Turn) -> int:
    return GENERAL if turn.word(0) == "general" else turn.number(0)
