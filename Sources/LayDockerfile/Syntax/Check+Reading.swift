internal import LayImages

extension Command.Check {
    /// What HEALTHCHECK says; `nil` for NONE.
    static func reading(_ instruction: Dockerfile.Instruction) throws(Fault) -> Self? {
        let (type, rest) = HealthWords.split(Array(instruction.arguments.utf8)[...])
        guard !type.isEmpty else { throw .atLeastOneArgument("HEALTHCHECK") }
        let command =
            instruction.json.map { Command.CommandLine(words: $0, isShell: false) }
            ?? Command.CommandLine(words: rest.isEmpty ? [] : [String(bytes: rest)], isShell: true)
        let name = String(bytes: type).uppercasedASCII
        if name == "NONE" {
            guard command.words.isEmpty else { throw .healthcheckNone }
            return nil
        }
        let flags = try Flags(
            instruction.flags,
            [
                ("interval", .text), ("timeout", .text), ("start-period", .text),
                ("start-interval", .text), ("retries", .text),
            ])
        guard name == "CMD" else { throw .healthcheckType(name) }
        guard !command.words.isEmpty else { throw .healthcheckCommand }
        return Self(
            command: command, interval: try duration("interval", flags),
            timeout: try duration("timeout", flags),
            startPeriod: try duration("start-period", flags),
            startInterval: try duration("start-interval", flags), retries: try retries(flags))
    }

    private static func duration(_ name: String, _ flags: Flags) throws(Fault) -> Int64 {
        guard let text = flags.text(name) else { return 0 }
        let value: Int64
        do throws(GoDuration.Problem) {
            value = try GoDuration.nanoseconds(text)
        } catch {
            throw .duration(error.message)
        }
        guard value == 0 || value >= 1_000_000 else { throw .shortInterval(name) }
        return value
    }

    private static func retries(_ flags: Flags) throws(Fault) -> Int {
        guard let text = flags.text("retries") else { return 0 }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        let isNumber =
            text.utf8.count - digits.count < 2 && !digits.isEmpty
            && digits.allSatisfy { (0x30...0x39).contains($0) }
        guard isNumber else { throw .retries(text, isTooLarge: false) }
        guard let value = Int32(text) else { throw .retries(text, isTooLarge: true) }
        guard value >= 0 else { throw .negativeRetries(Int(value)) }
        return Int(value)
    }
}
