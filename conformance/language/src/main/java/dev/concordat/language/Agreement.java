package dev.concordat.language;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * In what an answer has to agree with its request and with itself: an operation's {@code
 * x-agreement}. Each member is one rule and null where the contract leaves it out. Names are those
 * of fields; paths are names with slashes on the way into an object.
 *
 * @param pointer the place in the contract, as a URI fragment
 */
public record Agreement(
    @Nullable Choices choices,
    @Nullable ToolCalls toolCalls,
    @Nullable Arguments arguments,
    @Nullable ToolChoice toolChoice,
    @Nullable Format format,
    @Nullable Usage usage,
    @Nullable StreamUsage streamUsage,
    @Nullable FunctionChoice functionChoice,
    @Nullable Logprobs logprobs,
    @Nullable ParallelCalls parallelCalls,
    @Nullable Stop stop,
    @Nullable Limit limit,
    String pointer) {

  /**
   * The answer has as many choices as the request asks for.
   *
   * @param request the field of the request that holds the number
   * @param wanted the number where that field is absent or null
   * @param each the field of the request whose items the number is for, each of them; or null
   * @param answer the list in the answer
   * @param key the field of a choice that numbers the choices from 0, or null
   */
  public record Choices(
      String request, long wanted, @Nullable String each, String answer, @Nullable String key) {}

  /**
   * A choice that ends in order to call tools has calls.
   *
   * @param choices the list of choices in the answer
   * @param message the message in a choice
   * @param calls the calls in a message
   * @param reason what says in a choice why it ended
   * @param value what it says where tools are called
   * @param cutOff what it says where the answer was cut off
   * @param forced the field of the request that, as an object, forces a call; or null
   */
  public record ToolCalls(
      String choices,
      String message,
      String calls,
      String reason,
      String value,
      List<String> cutOff,
      @Nullable String forced) {}

  /**
   * The arguments of a call meet the parameters of the tool of the same name.
   *
   * @param tools the list of tools in the request
   * @param parameters the path of the arguments' schema in a tool
   * @param name the path of the name, in a tool and in a call
   * @param arguments the path of the arguments' text in a call
   */
  public record Arguments(String tools, String parameters, String name, String arguments) {}

  /**
   * The calls are those that the request allows and asks for.
   *
   * @param request the field of the request: a mode, or an object that names tools
   * @param none the mode in which nothing is called
   * @param required the mode in which something is
   * @param type what says of such an object and of a call which kind of tool it names; the member
   *     of that name holds the tool
   * @param name the name in a tool
   * @param allowed the kind of object that has a list of tools, in a member of the same name
   * @param mode the mode in such a list
   * @param tools the tools in such a list
   */
  public record ToolChoice(
      String request,
      String none,
      String required,
      String type,
      String name,
      String allowed,
      String mode,
      String tools) {}

  /**
   * The content of a whole choice is JSON where the request asks for it.
   *
   * @param request the field of the request
   * @param type what says in it which format is wanted
   * @param object the format that is a JSON object
   * @param described the format that is JSON after a schema
   * @param schema the path of that schema in the field
   * @param strict the path of what says that the schema is kept to the letter
   * @param content the text in the message of a choice
   * @param refusal what stands in its place where the model would not answer
   * @param complete the reasons with which a choice is whole
   * @param cutBy the fields of the request that may end the text of such a choice early
   */
  public record Format(
      String request,
      String type,
      String object,
      String described,
      String schema,
      String strict,
      String content,
      String refusal,
      List<String> complete,
      List<String> cutBy) {}

  /**
   * The counts of an answer add up.
   *
   * @param answer the object that holds them
   * @param parts the counts
   * @param total their sum
   */
  public record Usage(String answer, List<String> parts, String total) {}

  /**
   * A stream tells the usage where the request asks for it.
   *
   * @param request the path of what asks for it
   * @param answer the field that tells it
   */
  public record StreamUsage(String request, String answer) {}

  /**
   * The message calls the one function that the request names, and none where it forbids that, in
   * the form that came before tools.
   *
   * @param request the field of the request: a mode, or an object that names a function
   * @param none the mode in which nothing is called
   * @param functions the list of functions in the request
   * @param call the call in a message
   * @param name the name in a function, in a call and in what names one
   * @param parameters the arguments' schema in a function
   * @param arguments the arguments' text in a call
   */
  public record FunctionChoice(
      String request,
      String none,
      String functions,
      String call,
      String name,
      String parameters,
      String arguments) {}

  /**
   * A choice tells how likely its tokens were where the request asks for it, and no more
   * alternatives than it asks for.
   *
   * @param request the field of the request that asks for it: true, or a number
   * @param most the field of the request that has the number of alternatives
   * @param more how many there may be beside that number
   * @param answer the path in a choice of what is told, an item for each token
   * @param each the list of alternatives in an item, or null where the item has nothing else
   * @param text the path in a choice of the text
   */
  public record Logprobs(
      String request, String most, long more, String answer, @Nullable String each, String text) {}

  /**
   * A choice has no more than one call where the request says so.
   *
   * @param request the field of the request that is false then
   */
  public record ParallelCalls(String request) {}

  /**
   * The text of a choice does not have what was to stop it.
   *
   * @param request the field of the request: a text, or a list of texts
   * @param text the path in a choice of the text
   * @param unless the fields of the request that, true, put other text before it
   */
  public record Stop(String request, String text, List<String> unless) {}

  /**
   * The choices together have no more tokens than the request allows each of them.
   *
   * @param request the fields of the request that may have the number; of several the largest holds
   * @param answer the path in the answer of how many tokens there are
   * @param unless the fields of the request with which tokens are counted that no choice shows
   */
  public record Limit(List<String> request, String answer, List<String> unless) {}

  /**
   * What a contract says.
   *
   * @param json the extension, of the form that the contract's form describes; anything else says
   *     nothing
   */
  public static Agreement of(JsonNode json, String pointer) {
    return AgreementReader.read(json, pointer);
  }
}
