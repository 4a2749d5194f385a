from studio.services import drafts


def test_a_draft_is_kept_for_each_composer(alice):
    drafts.keep(alice, "image", {"prompt": "a cup", "count": 2})
    drafts.keep(alice, "video", {"prompt": "a street"})

    assert drafts.draft(alice, "image") == {"prompt": "a cup", "count": 2}
    assert drafts.draft(alice, "video") == {"prompt": "a street"}


def test_words_go_along_from_the_picture_to_the_clip_and_settings_stay(alice):
    drafts.keep(alice, "image", {"prompt": "a cup", "references": ["asset:1:reference_images"], "count": 4})
    drafts.keep(alice, "video", {"prompt": "", "parameters": {"duration": 7}})

    assert drafts.draft(alice, "video") == {
        "prompt": "a cup",
        "references": ["asset:1:reference_images"],
        "parameters": {"duration": 7},
    }


def test_drafts_are_nobody_elses(alice, bob):
    drafts.keep(alice, "image", {"prompt": "a secret"})

    assert drafts.draft(bob, "image") == {}
    assert drafts.draft(bob, "video") == {}
