"""The API's document asked in hundreds of ways for each operation."""

import pytest

from tests.api.conftest import api  # noqa: F401
from tests.api.fuzzing import MODES, OPERATIONS, fuzz
from tests.api.test_fuzzed import known  # noqa: F401

EXAMPLES = 60

pytestmark = [pytest.mark.soak, pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_an_operation_answers_as_its_document_says(api, known, settings, path, method, mode):
    settings.API_RATES = dict.fromkeys(settings.API_RATES, 1_000_000)
    headers = {"Authorization": api._credentials["HTTP_AUTHORIZATION"], "Accept-Language": "en"}

    fuzz(path, method, mode=mode, headers=headers, known=known, examples=EXAMPLES)
