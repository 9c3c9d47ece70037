import LayFiles
import LayShell

extension Utilities {
    /// What shells carry out themselves and files are named after all the same.
    static let builtinPrograms: [Utility] = [
        test("test", usage: "EXPRESSION"), test("[", usage: "EXPRESSION ]"),
        Utility(
            "pwd", "write the working directory", usage: "[OPTION]...",
            [
                UtilityOption("-L, --logical", "as PWD names it, links and all", .works, .gnu),
                UtilityOption("-P, --physical", "without links", .works, .gnu),
            ]
        ) { call in
            let place = call.context.workingDirectory
            if call.has("L"), let named = call.context["PWD"],
                (try? call.context.files.resolve(TreePath(named), lastMayBeMissing: false)) == place
            {
                try call.write(named + "\n")
            } else {
                try call.write("\(place)\n")
            }
            return 0
        },
    ]

    private static func test(_ name: String, usage: String) -> Utility {
        Utility(
            name, "compare texts, numbers and files", usage: usage, misuse: 2, readsWords: true
        ) { call in
            guard call.manner == .gnu else { return try Shell.builtin(name, call.context, .ash) }
            var words = Array(call.context.words.dropFirst()).map { Array($0) }
            if name == "[" {
                guard words.last == [UInt8(ascii: "]")] else {
                    throw UtilityFailure("missing ']'", status: 2)
                }
                words.removeLast()
            }
            return try Shell.test(words, call.context)
        }
    }
}
