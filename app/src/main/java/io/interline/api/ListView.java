package io.interline.api;

import java.util.List;

/// A list that is answered whole.
record ListView<T>(List<T> items) {}
