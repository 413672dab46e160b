package dev.concordat.client.runtime.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of an operation and the engine has to know.
 *
 * @param id its id
 * @param answer reads its answer
 * @param safe whether asking twice does no more than asking once
 * @param errorMembers what an error under a status of success has; empty if there is none
 * @param codeHeader the header that holds an error's code where the body is empty; null if none
 *     does
 * @param messageHeader the same for its message
 */
public record Operation<A>(
    String id,
    Codec<A> answer,
    boolean safe,
    List<String> errorMembers,
    @Nullable String codeHeader,
    @Nullable String messageHeader) {}
