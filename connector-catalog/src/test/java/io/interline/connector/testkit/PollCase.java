package io.interline.connector.testkit;

import io.interline.connector.testkit.TestServer.Answer;
import java.util.List;
import java.util.function.Function;

/// A polling trigger, and what a system with three pages of news answers it.
///
/// @param trigger id of the trigger
/// @param config JSON; its connection, if it has one, is `contract`
/// @param pages what is answered to the first, second and third request, given the address of the
///     test server
/// @param ids of the items of each page
/// @param empty what is answered when there is nothing new
/// @param brokenCursor a JSON object that is no cursor
public record PollCase(
    String trigger,
    String config,
    Function<String, List<Answer>> pages,
    List<List<String>> ids,
    Answer empty,
    String brokenCursor) {}
