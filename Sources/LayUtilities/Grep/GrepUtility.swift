/// The search for lines, `grep` of POSIX, with the extensions of GNU's.
enum GrepUtility {
    /// Runs a grep; `arguments` begin behind its name.
    ///
    /// - Throws: what the host throws to end it.
    static func run(
        _ arguments: [[UInt8]], _ settings: GrepSettings, _ host: any GrepHost
    ) throws -> UInt8 {
        let output = GrepOutput(host)
        do {
            var parser = GrepOptionParser(settings, host)
            switch try parser.parse(arguments) {
            case .print(let text):
                try host.writeOutput(text)
                return 0
            case .run(let options):
                if options.selectsNothing, options.listing != .missing { return 1 }
                let searcher = try GrepSearcher(options, settings, host)
                let search = GrepSearch(options, settings, host, searcher, output)
                return try search.run()
            }
        } catch let failure as ToolFailure {
            try host.writeError(failure.message)
            return failure.status
        } catch let error as GrepPatternError {
            try output.flush()
            let failure = ToolFailure.grep(settings, error.message)
            try host.writeError(failure.message)
            return failure.status
        } catch let error as ToolFileError {
            let failure = ToolFailure.grep(settings, Array("write error: ".utf8) + error.reason)
            try host.writeError(failure.message)
            return failure.status
        }
    }
}

extension ToolFailure {
    /// A failure whose message begins with the name of the tool.
    static func grep(_ settings: GrepSettings, _ message: [UInt8]) -> ToolFailure {
        ToolFailure(message: Array("\(settings.name): ".utf8) + message + [10], status: 2)
    }

    /// A failure whose message begins with the name of the tool.
    static func grep(_ settings: GrepSettings, _ message: String) -> ToolFailure {
        grep(settings, Array(message.utf8))
    }
}
