"""What Firebell does in Port: the catalog stands there too."""

from bot.domain.errors import PermanentError
from bot.domain.events import MadePrivate, PageAccepted, PageAdopted
from bot.integrations.port.client import NOT_ACCEPTED
from bot.integrations.port.keeping import Keeping
from bot.ports import Audience, Run, on


class PortEffects:
    """Methods marked with ports.on become effects."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping

    @on(MadePrivate, PageAccepted, PageAdopted, mirror=True, audience=Audience.CATALOG)
    async def keep_port(self, run: Run) -> None:
        """What has become private leaves at once.

        Where nobody is let in admins are told, and the next change or comparison tries again.
        """
        try:
            await self._keeping.run(run.delivery)
        except PermanentError as error:
            if error.code != NOT_ACCEPTED:
                raise
