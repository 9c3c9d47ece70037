/// The stream editor `sed` of POSIX, with the extensions of GNU's.
enum SedUtility {
    /// Runs a sed; `arguments` begin behind its name.
    ///
    /// - Throws: what the host throws to end it.
    static func run(
        _ arguments: [[UInt8]], _ settings: SedSettings, _ host: any SedHost
    ) throws -> UInt8 {
        do {
            switch try SedOptions.parse(arguments, settings) {
            case .print(let text):
                try host.writeOutput(text)
                return 0
            case .run(let options):
                let parser = SedParser(options, settings, host)
                let script = try parser.parse()
                let machine = try SedMachine(script, options, settings, host)
                return try machine.run()
            }
        } catch let failure as ToolFailure {
            try host.writeError(failure.message)
            return failure.status
        }
    }
}

extension ToolFailure {
    /// A failure whose message begins with the name of the tool.
    static func sed(_ settings: SedSettings, _ message: [UInt8], status: UInt8) -> ToolFailure {
        ToolFailure(
            message: Array("\(settings.name): ".utf8) + message + [10], status: status)
    }

    /// A failure whose message begins with the name of the tool.
    static func sed(_ settings: SedSettings, _ message: String, status: UInt8) -> ToolFailure {
        sed(settings, Array(message.utf8), status: status)
    }
}
