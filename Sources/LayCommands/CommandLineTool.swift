internal import ArgumentParser
internal import Lay
internal import LayBounds
internal import LayImages

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The command line: `lay`, `lay FILE [ARGUMENTS]`, `lay -e CODE`, `lay check FILE…` and others.
public enum CommandLineTool {
    /// Runs the tool with the process's arguments and ends the process: 0, 1 for a script's error,
    /// 2 for wrong usage.
    public static func run() {
        Terminal.fillClosedStreams()
        let status = run(Array(CommandLine.arguments.dropFirst()))
        // With the locks released.
        if Interruption.isPending { exit(Interruption.exit()) }
        if let number = Interruption.ending { exit(Interruption.exit(by: number)) }
        guard let problem = Terminal.lostOutput else { exit(status) }
        Terminal.error("error: cannot write the output: \(problem)")
        exit(status == 0 ? 1 : status)
    }

    /// Runs a command and tells what stops it; gives its exit status.
    private static func run(_ arguments: [String]) -> Int32 {
        // The parser would show the general help.
        if arguments.first == "help", arguments.count > 1,
            !LayCommand.commandNames.contains(arguments[1]), !arguments[1].hasPrefix("-")
        {
            let complaint = Complaint.noCommand(arguments[1])
            tell(complaint.message, help: complaint.help)
            return complaint.status
        }
        var command: any ParsableCommand
        do {
            command = try LayCommand.parsed(
                ArgumentOrder.arranged(arguments, commands: LayCommand.commandNames))
        } catch {
            return answer(error)
        }
        do {
            try command.run()
            return 0
        } catch let error as ExitCode {
            return error.rawValue
        } catch let error as Complaint {
            tell(error.message, help: error.help)
            return error.status
        } catch let error as ScriptError {
            // What was stopped because its output is lost is told by the loss.
            if Terminal.lostOutput == nil || error.kind != .cancelled {
                Terminal.error(error.report)
            }
            return 1
        } catch  where LayCommand.exitCode(for: error).isSuccess {
            return answer(error)
        } catch {
            tell("\(error)", help: (error as? ImageError)?.help)
            return 1
        }
    }

    /// Shows the help that was asked for, or what is wrong with the usage.
    private static func answer(_ error: any Error) -> Int32 {
        let text = LayCommand.fullMessage(for: error, columns: 80)
        guard LayCommand.exitCode(for: error).isSuccess else {
            Terminal.error(text)
            return 2
        }
        Terminal.line(text)
        return 0
    }

    private static func tell(_ message: String, help: String?) {
        Terminal.error("error: \(message)")
        if let help { Terminal.error("help: \(help)") }
    }
}
