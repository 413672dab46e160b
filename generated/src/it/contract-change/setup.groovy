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
// A field of a stream adds up.
change('append: [delta/content,', 'append: [delta/content, delta/role,')

new File(basedir, 'target').mkdirs()
new File(basedir, 'target/changed.yaml').setText(contract, 'UTF-8')
