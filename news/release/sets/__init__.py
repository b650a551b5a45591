"""Release sets: articles that go public together, each in the languages of its plan, and the verbs that take them there.

    make -> submit -> approve (freezes) -> schedule -> publish
              <- send_back, recall   <- an edit    <- pull_back

Every verb is one transaction. It locks the pages first and the release after them, as an editor's save does, so that no two
of them can wait for each other.
"""
