extension VM {
    func installStrings() {
        let string = type(.string)
        constructor(
            string,
            MemberDescription(
                "A value as print shows it.", [MemberParameter("value", "any", "what is shown")],
                gives: "string", example: #"string(1.5)  # => "1.5""#)
        ) { call in
            if call[0].tag == .string { return call.vm.retain(call[0]) }
            return call.vm.string(try call.vm.display(call[0], readable: false))
        }
        function(
            string, "from_code_point",
            MemberDescription(
                "The string of one Unicode scalar.",
                [MemberParameter("number", "int", "the scalar's number")], gives: "string",
                example: #"string.from_code_point(233)  # => "é""#)
        ) { call in
            guard let number = UInt32(exactly: try call.int(0)), let scalar = Unicode.Scalar(number)
            else { throw LayError.noScalar(try call.int(0)) }
            return call.vm.string(String(scalar))
        }
        property(
            string, "length", "The number of its Unicode scalars.", gives: "int",
            example: #""héllo".length  # => 5"#
        ) { vm, value in .int(vm.scalarCount(value)) }
        property(
            string, "is_empty", "True when there is nothing in it.", gives: "bool",
            example: #""".is_empty  # => true"#
        ) { _, value in .bool(value.byteCount == 0) }
        property(
            string, "bytes", "Its UTF-8.", gives: "bytes", example: #""hé".bytes.length  # => 3"#
        ) { vm, value in try vm.bytes(value.buffer) }
        property(
            string, "graphemes",
            "The characters that people see: a letter and its accents are one.",
            gives: "list[string]", example: #""e\u{301}a".graphemes.length  # => 2"#
        ) { vm, value in
            try vm.reserve(value.byteCount &+ value.text.unicodeScalars.count &* 64)
            return try vm.collect { append in
                for character in value.text {
                    try vm.work(4)
                    append(vm.string(String(character)))
                }
            }
        }
        property(
            string, "code_points", "The numbers of its Unicode scalars.", gives: "list[int]",
            example: #""aé".code_points  # => [97, 233]"#
        ) { vm, value in
            try vm.reserve(value.byteCount &+ value.text.unicodeScalars.count &* 32)
            return try vm.collect { append in
                for scalar in value.text.unicodeScalars {
                    try vm.work(1)
                    append(.int(Int(scalar.value)))
                }
            }
        }
        installStringParts(string)
        installStringSearches(string)
        installStringChanges(string)
        installStringShapes(string)
        installStringKinds(string)
    }
}
