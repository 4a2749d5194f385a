"""settings.FINISHER: what a virtual camera and a master ask to be done to a result after its maker is through."""

from __future__ import annotations

from reklamai.media.types import Report
from studio.engines.base import Job, Result


class Finish:
    """Puts the look of a camera on what was made, and writes the master. The same in gives the same bytes."""

    def finish(self, job: Job, made: Result, report: Report) -> Result:
        """The finished files first, then what was made, then the master; as it is where nothing is to be done.

        `metadata["part"]` of each file says which it is: finished | original | master.
        Raises: MediaError for a file that cannot be read or written; Cancelled.
        """
        # Imported where it runs: the web process names this class, and needs no OpenCV for it.
        from studio.engines import putting_on

        return putting_on.finished(job, made, report)
