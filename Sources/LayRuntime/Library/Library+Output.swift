internal import LayBounds

/// What a program says to the world around it: its two outputs and its status.
extension VM {
    func installOutput() {
        define(
            "print",
            MemberDescription(
                "Writes values as people read them, with a space between and a newline behind.",
                Self.written, gives: "nil", example: "print(\"layers:\", 3)")
        ) { call in
            try Self.write(call, call.vm.output)
            return .nil
        }
        define(
            "warn",
            MemberDescription(
                "Writes values as print does, to the error output.", Self.written, gives: "nil",
                example: "warn(\"no tag given\")")
        ) { call in
            try Self.write(call, call.vm.errors)
            return .nil
        }
        define(
            "exit",
            MemberDescription(
                "Ends the program with a status: what defer put off runs, and no catch stops it.",
                [
                    .optional(
                        "status", "int", "from 0, all went well, to 255", default: "0")
                ], gives: .any, example: "if 1 + 1 != 2 { exit(3) }")
        ) { call in
            let status = call.has(0) ? try call.int(0) : 0
            guard let code = UInt8(exactly: status) else { throw LayError.noStatus(status) }
            throw LayError.exited(code)
        }
    }

    private static let written: [MemberParameter] = [
        .rest("values", "any", "what is written"),
        .optional("end", "string", "what stands behind them", default: "\"\\n\""),
    ]

    private static func write(
        _ call: borrowing NativeCall, _ output: (UnsafeRawBufferPointer) -> Void
    ) throws {
        let end = call.has(0) ? try call.string(0) : "\n"
        var text = ""
        for (index, value) in try call.list(1).enumerated() {
            if index > 0 { text += " " }
            text += try call.vm.display(value, readable: false)
        }
        text += end
        text.withUTF8 { output(UnsafeRawBufferPointer($0)) }
    }
}
