// Points the client that OpenAI publishes at the emulator. Arguments: the token, then provider=URL for each provider.
import assert from 'node:assert/strict';
import OpenAI from 'openai';

const [token, ...targets] = process.argv.slice(2);

const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather of a city',
      parameters: {
        type: 'object',
        required: ['city', 'days'],
        properties: {
          city: { type: 'string', minLength: 3 },
          days: { type: 'integer', minimum: 2, maximum: 7 },
          unit: { enum: ['celsius', 'fahrenheit'] },
        },
      },
    },
  },
];

function holds(text) {
  const args = JSON.parse(text);
  assert.ok(args.city.length >= 3);
  assert.ok(Number.isInteger(args.days) && args.days >= 2 && args.days <= 7);
}

const cases = {
  async models({ client, provider }) {
    if (provider !== 'intern') {
      return 'not described';
    }
    const ids = [];
    for await (const model of client.models.list()) {
      ids.push(model.id);
    }
    assert.ok(ids.includes('internlm3-latest'));
  },

  async chat({ client, model }) {
    const answer = await client.chat.completions.create({
      model,
      n: 2,
      messages: [{ role: 'user', content: 'Grüße from <b>Ulm</b>' }],
    });
    assert.equal(answer.model, model);
    assert.deepEqual(answer.choices.map((choice) => choice.index), [0, 1]);
    assert.match(answer.choices[0].message.content, /Grüße from <b>Ulm<\/b>/);
    assert.equal(answer.choices[0].finish_reason, 'stop');
  },

  async image({ client, model }) {
    const answer = await client.chat.completions.create({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'https://example.com/cat.jpg' } },
          ],
        },
      ],
    });
    assert.match(answer.choices[0].message.content, /What is this\?/);
  },

  async stream({ client, model }) {
    const stream = await client.chat.completions.create({
      model,
      stream: true,
      messages: [{ role: 'user', content: 'Count to three' }],
    });
    let text = '';
    let pieces = 0;
    let finish = '';
    for await (const chunk of stream) {
      pieces++;
      text += chunk.choices[0].delta.content ?? '';
      finish = chunk.choices[0].finish_reason;
    }
    assert.match(text, /Count to three/);
    assert.ok(pieces > 4);
    assert.equal(finish, 'stop');
  },

  async tools({ client, model }) {
    const answer = await client.chat.completions.create({
      model,
      tools,
      messages: [{ role: 'user', content: 'Weather in Ulm?' }],
    });
    const [call] = answer.choices[0].message.tool_calls;
    assert.equal(answer.choices[0].finish_reason, 'tool_calls');
    assert.equal(call.function.name, 'get_weather');
    holds(call.function.arguments);
  },

  async toolStream({ client, model }) {
    const stream = client.chat.completions.stream({
      model,
      tools,
      messages: [{ role: 'user', content: 'Weather in Ulm?' }],
    });
    const message = await stream.finalMessage();
    assert.equal(message.tool_calls[0].function.name, 'get_weather');
    holds(message.tool_calls[0].function.arguments);
  },

  async toolResult({ client, model, provider }) {
    if (provider === 'azion') {
      return 'not described';
    }
    const question = { role: 'user', content: 'Weather in Ulm?' };
    const first = await client.chat.completions.create({ model, tools, messages: [question] });
    const call = first.choices[0].message;
    const answer = await client.chat.completions.create({
      model,
      tools,
      messages: [
        question,
        call,
        { role: 'tool', tool_call_id: call.tool_calls[0].id, content: 'It rains.' },
      ],
    });
    assert.match(answer.choices[0].message.content, /It rains\./);
  },

  async toolLoop({ client, model, provider }) {
    if (provider === 'azion') {
      return 'not described';
    }
    const [{ function: described }] = tools;
    for (const stream of [false, true]) {
      const runner = client.chat.completions.runTools({
        model,
        stream,
        messages: [{ role: 'user', content: 'Weather in Ulm?' }],
        tools: [
          {
            type: 'function',
            function: { ...described, parse: JSON.parse, function: ({ days }) => `Rain, ${days} days.` },
          },
        ],
      });
      assert.match(await runner.finalContent(), /Rain, \d days\./);
    }
  },

  async abortInMidStream({ client, model }) {
    const stream = await client.chat.completions.create(
      { model, stream: true, messages: [{ role: 'user', content: 'A long story '.repeat(50) }] },
      { headers: { 'X-Concordat-Fault': 'drip=5' } },
    );
    let pieces = 0;
    for await (const _ of stream) {
      if (++pieces === 3) {
        stream.controller.abort();
      }
    }
    assert.ok(pieces < 50);
    await cases.chat({ client, model });
  },

  async errors({ client, model, provider }) {
    const messages = [{ role: 'user', content: 'Hello' }];
    const stranger = client.withOptions({ apiKey: 'wrong' });
    await assert.rejects(
      stranger.chat.completions.create({ model, messages }),
      OpenAI.AuthenticationError,
    );
    await assert.rejects(
      client.chat.completions.create({ model, messages, temperature: 9 }),
      (error) => error instanceof OpenAI.BadRequestError && error.param === 'temperature',
    );
    await assert.rejects(
      client.chat.completions.create(
        { model, messages },
        { headers: { 'X-Concordat-Fault': 'rate-limit' } },
      ),
      (error) =>
        provider === 'intern'
          ? error instanceof OpenAI.BadRequestError && error.code === '-20048'
          : error instanceof OpenAI.RateLimitError,
    );
    const broken = await client.chat.completions.create(
      { model, messages, stream: true },
      { headers: { 'X-Concordat-Fault': 'error-event=2' } },
    );
    await assert.rejects(async () => {
      for await (const _ of broken) {
        // Until the error comes.
      }
    }, OpenAI.APIError);
  },
};

for (const target of targets) {
  const [provider, baseURL] = target.split('=');
  const client = new OpenAI({ baseURL, apiKey: token, maxRetries: 0, timeout: 30_000 });
  const model = provider === 'intern' ? 'internvl3-latest' : 'opengvlab-internvl3-1b-instruct';
  for (const [name, run] of Object.entries(cases)) {
    try {
      const skipped = await run({ client, model, provider });
      console.log(`${provider} ${name}: ${skipped ?? 'passed'}`);
    } catch (error) {
      console.log(`${provider} ${name}: FAILED ${error.stack ?? error}`);
      process.exitCode = 1;
    }
  }
}
