package dev.concordat.client.runtime.internal;

import java.util.List;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What the contract says of an operation and the engine has to know.
 *
 * @param id its id
 * @param answer reads its answer
 * @param safe whether asking twice does no more than asking once
 * @param security the security schemes that it asks for, by name: all of one of these lists, of
 *     which an empty one stands for none. Without a list it takes none
 * @param errorMembers what an error under a status of success has; empty if there is none
 * @param codeHeader the header that holds an error's code where the body is empty; null if none
 *     does
 * @param messageHeader the same for its message
 */
public record Operation<A extends @Nullable Object>(
    String id,
    Answer<A> answer,
    boolean safe,
    List<List<String>> security,
    List<String> errorMembers,
    @Nullable String codeHeader,
    @Nullable String messageHeader) {

  /** Reads the body of an answer that is no error by its head. */
  public sealed interface Answer<A extends @Nullable Object> {
    /** An answer that is JSON. */
    static <A> Answer<A> json(Codec<A> codec) {
      return new Json<>(codec);
    }

    /** An answer that is a text. */
    static Answer<String> text() {
      return new Text();
    }

    /** An answer that is any bytes. */
    static Answer<ByteString> bytes() {
      return new Bytes();
    }

    /** An answer without a body. */
    static Answer<@Nullable Void> nothing() {
      return new Nothing();
    }

    A read(Answers answers, ByteString body);
  }

  private record Json<A>(Codec<A> codec) implements Answer<A> {
    @Override
    public A read(Answers answers, ByteString body) {
      return answers.json(codec, body);
    }
  }

  private record Text() implements Answer<String> {
    @Override
    public String read(Answers answers, ByteString body) {
      return body.utf8();
    }
  }

  private record Bytes() implements Answer<ByteString> {
    @Override
    public ByteString read(Answers answers, ByteString body) {
      return body;
    }
  }

  private record Nothing() implements Answer<@Nullable Void> {
    @Override
    @SuppressWarnings("NullAway") // It does not see that the type argument is nullable.
    public @Nullable Void read(Answers answers, ByteString body) {
      return null;
    }
  }
}
