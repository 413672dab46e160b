package dev.concordat.client.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concordat.client.runtime.JsonObject;
import dev.concordat.client.runtime.JsonValue;
import org.junit.jupiter.api.Test;

class ChunkSumTests {
  private static final StreamRules RULES =
      StreamRules.parse(
          """
          {"terminator": "[DONE]", "choices": {"at": "choices", "key": "index"},
           "finish": {"field": "finish_reason", "unfinished": ["", null]},
           "sum": {"rename": {"delta": "message"},
                   "append": ["delta/content", "delta/tool_calls/function/arguments", "logprobs/content"],
                   "join": {"delta/tool_calls": "index"}, "latest": ["usage"],
                   "replace": {"object": "whole"}},
           "described": ["delta/role", "delta/content", "delta/tool_calls"],
           "complete": {"message/role": "assistant", "message/content": null,
                        "message/tool_calls/function/arguments": ""}}
          """);

  @Test
  void piecesOfAFieldAreAppended() {
    assertThat(sum(delta("{'role':'assistant','content':'He'}"), delta("{'content':'llo'}")))
        .isEqualTo(message("{'role':'assistant','content':'Hello'}"));
  }

  @Test
  void whatIsSaidOnEachChunkIsNotAppended() {
    assertThat(
            sum(
                delta("{'role':'assistant','content':'a'}"),
                delta("{'role':'assistant','content':'b'}")))
        .isEqualTo(message("{'role':'assistant','content':'ab'}"));
  }

  @Test
  void nullSaysThatThereIsNoNews() {
    assertThat(sum(delta("{'content':'a','x':null}"), delta("{'content':null}")))
        .isEqualTo(message("{'content':'a','role':'assistant'}"));
  }

  @Test
  void undescribedTextsAndListsOfAMessageAreTakenForPieces() {
    assertThat(
            sum(
                delta("{'reasoning_content':'so ','ids':[1]}"),
                delta("{'reasoning_content':'what','ids':[2,3]}")))
        .isEqualTo(
            message(
                "{'reasoning_content':'so what','ids':[1,2,3],'role':'assistant','content':null}"));
  }

  @Test
  void toolCallsAreJoinedByTheirIndexAndNothingInThemIsDropped() {
    assertThat(
            sum(
                delta(
                    "{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g'}}]}"),
                delta(
                    "{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}]}"),
                delta(
                    "{'tool_calls':[{'index':0,'id':'','function':{'arguments':'}'},'extra':[1]}]}")))
        .isEqualTo(
            message(
                "{'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'},'extra':[1]},"
                    + "{'id':'b','type':'function','function':{'name':'g','arguments':''}}],"
                    + "'role':'assistant','content':null}"));
  }

  @Test
  void numbersThatAreWrittenDifferentlyAreTheSame() {
    assertThat(
            sum(
                delta("{'tool_calls':[{'index':0.0,'id':'a','function':{'arguments':'{'}}]}"),
                delta("{'tool_calls':[{'index':0,'function':{'arguments':'}'}}]}")))
        .isEqualTo(
            message(
                "{'tool_calls':[{'id':'a','function':{'arguments':'{}'}}],"
                    + "'role':'assistant','content':null}"));
    JsonObject sum =
        sum(
            json(
                "{'choices':[{'index':0.0,'delta':{'content':'a'}},{'index':1,'delta':{'content':'x'}}]}"),
            json(
                "{'choices':[{'index':1e0,'delta':{'content':'y'}},{'index':-0,'delta':{'content':'b'}}]}"));
    assertThat(sum.toJson()).contains("\"ab\"", "\"xy\"");
  }

  @Test
  void aToolCallWithoutAnIndexIsKnownByItsPlace() {
    assertThat(
            sum(
                delta("{'tool_calls':[{'id':'a','function':{'arguments':'1'}}]}"),
                delta("{'tool_calls':[{'function':{'arguments':'2'}}]}")))
        .isEqualTo(
            message(
                "{'tool_calls':[{'id':'a','function':{'arguments':'12'}}],"
                    + "'role':'assistant','content':null}"));
  }

  @Test
  void choicesAreToldApartByTheirIndexAndPutInOrder() {
    assertThat(
            sum(
                json("{'choices':[{'index':1,'delta':{'content':'b'}}]}"),
                json("{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}]}"),
                json("{'choices':[{'index':1,'delta':{'content':'B'},'finish_reason':'length'}]}")))
        .isEqualTo(
            json(
                "{'choices':["
                    + "{'index':0,'message':{'content':'a','role':'assistant'},'finish_reason':'stop'},"
                    + "{'index':1,'message':{'content':'bB','role':'assistant'},'finish_reason':'length'}],"
                    + "'object':'whole'}"));
  }

  @Test
  void theReasonForTheEndStaysWhateverFollowsAndIsAbsentIfItNeverCame() {
    assertThat(
            sum(
                json("{'choices':[{'index':0,'finish_reason':'stop'}]}"),
                json("{'choices':[{'index':0,'finish_reason':''}]}"),
                json("{'choices':[{'index':0,'finish_reason':null}]}")))
        .isEqualTo(
            json(
                "{'choices':[{'index':0,'finish_reason':'stop',"
                    + "'message':{'role':'assistant','content':null}}],'object':'whole'}"));
    assertThat(sum(json("{'choices':[{'index':0,'finish_reason':''}]}")))
        .isEqualTo(
            json(
                "{'choices':[{'index':0,'message':{'role':'assistant','content':null}}],"
                    + "'object':'whole'}"));
  }

  @Test
  void theFirstValueStaysUnlessTheRulesWantTheLatest() {
    assertThat(
            sum(
                json("{'id':'1','usage':{'n':1},'y':1,'object':'chunk','choices':[]}"),
                json("{'id':'2','usage':{'n':2},'y':2,'choices':[]}"),
                json("{'usage':null,'choices':[]}")))
        .isEqualTo(json("{'id':'1','usage':{'n':2},'y':1,'object':'whole','choices':[]}"));
  }

  @Test
  void listsThatAreAppendedMayBeInsideOfAChoice() {
    assertThat(
            sum(
                json("{'choices':[{'index':0,'logprobs':{'content':[1],'refusal':null}}]}"),
                json("{'choices':[{'index':0,'logprobs':null}]}"),
                json("{'choices':[{'index':0,'logprobs':{'content':[2]}}]}")))
        .isEqualTo(
            json(
                "{'choices':[{'index':0,'logprobs':{'content':[1,2]},"
                    + "'message':{'role':'assistant','content':null}}],'object':'whole'}"));
  }

  @Test
  void aPatternMatchesByConstantsAndRequiredMembers() {
    StreamRules.Pattern error =
        StreamRules.Pattern.of(
            json(
                "{'anyOf':[{'required':['object'],'properties':{'object':{'const':'error'}}},"
                    + "{'required':['error']}]}"));

    assertThat(error.matches(json("{'object':'error'}"))).isTrue();
    assertThat(error.matches(json("{'error':'x','choices':[]}"))).isTrue();
    assertThat(error.matches(json("{'object':'chunk'}"))).isFalse();
    assertThat(error.matches(json("{'error':null}"))).isFalse();
    assertThat(error.matches(JsonValue.parse("3"))).isFalse();
    assertThat(StreamRules.Pattern.of(JsonObject.of()).matches(json("{'error':'x'}"))).isFalse();
  }

  private static JsonObject sum(JsonObject... chunks) {
    ChunkSum sum = new ChunkSum(RULES);
    for (JsonObject chunk : chunks) {
      sum.add(chunk);
    }
    return sum.json();
  }

  private static JsonObject delta(String delta) {
    return json("{'choices':[{'index':0,'delta':" + delta + "}]}");
  }

  private static JsonObject message(String message) {
    return json("{'choices':[{'index':0,'message':" + message + "}],'object':'whole'}");
  }

  private static JsonObject json(String json) {
    return JsonObject.parse(json.replace('\'', '"'));
  }
}
