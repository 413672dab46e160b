// Takes InternLM's contract as it is today and changes it in each of the ways in which contracts change.
String contract = new File(contracts, 'intern/openapi.yaml').getText('UTF-8')

def change = { String what, String to ->
    if (!contract.contains(what)) {
        throw new IllegalStateException("nothing to change: the contract has no more\n" + what)
    }
    contract = contract.replace(what, to)
}

// A field is added.
change('''        request_output_len:
''', '''        thinking_mode:
          type: boolean
          description: Whether to think first.
        request_output_len:
''')
// A field is renamed.
change('''        ref_model:
''', '''        stands_for:
''')
// A value of an enum is added.
change('enum: [length, stop, tool_calls]', 'enum: [length, stop, tool_calls, content_filter]')
// A branch of a union is added.
change('''        - $ref: '#/components/schemas/ImagePart'
''', '''        - $ref: '#/components/schemas/ImagePart'
        - $ref: '#/components/schemas/VideoPart'
''')
change('''          image_url: '#/components/schemas/ImagePart'
''', '''          image_url: '#/components/schemas/ImagePart'
          video: '#/components/schemas/VideoPart'
''')
change('''    ImageUrl:
''', '''    VideoPart:
      type: object
      required: [type, video]
      properties:
        type: {type: string, const: video}
        video: {type: string}
        quality: {type: [string, 'null'], enum: [low, high, null]}
    ImageUrl:
''')
// An operation is added whose names Java does not take as they are, and schemas whose names it knows.
change('''components:
  securitySchemes:
''', '''  /models/{model-id}/class:
    parameters:
      - {name: model-id, in: path, required: true, schema: {type: string}}
    put:
      operationId: class
      parameters:
        - {name: body, in: query, required: false, schema: {type: array, items: {type: string}}}
        - {name: default, in: query, required: false, schema: {type: integer}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Object'
      responses:
        '201':
          description: Made.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/List'
  /watch:
    get:
      operationId: watch
      responses:
        '200':
          description: What happens, until the connection ends.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Model'
            text/event-stream:
              schema:
                $ref: '#/components/schemas/Model'
              x-event-stream:
                x-source: {document: chat, section: none}
components:
  securitySchemes:
''')
change('''    ImageUrl:
''', '''    Object:
      type: object
      description: Ends the comment */ and names {@code nothing}, @nobody and \\u0022.
      properties:
        class: {type: string}
        3d: {type: string}
        _links: {type: string}
        other: {type: string}
        that: {type: string}
        out: {type: string}
        builder: {type: string}
        json: {type: string}
        write: {type: string}
        requireNonNull: {type: string}
        大小: {type: string}
        kind: {type: string, enum: ['', '1', 'true', 'a-b', a_b, '*/', EMPTY, '}', 大, UNKNOWN]}
        duration: {$ref: '#/components/schemas/Duration'}
    List: {type: array, items: {$ref: '#/components/schemas/Operation'}}
    Operation: {oneOf: [{type: string}, {$ref: '#/components/schemas/Call'}, {type: array, items: {type: string}}]}
    Call: {type: object, properties: {adapter: {$ref: '#/components/schemas/ModelAdapter'}}}
    ModelAdapter: {type: object, properties: {x: {type: string}}}
    Duration: {type: string, enum: [short, long]}
    ImageUrl:
''')
// A field of a stream adds up.
change('append: [delta/content,', 'append: [delta/content, delta/role,')

new File(basedir, 'target').mkdirs()
new File(basedir, 'target/changed.yaml').setText(contract, 'UTF-8')
