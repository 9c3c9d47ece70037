internal import LayFiles
import LayShell

/// How a utility says that it could not run a program.
enum LaunchComplaint {
    /// `env: 'x': No such file or directory`
    case plain
    /// `nohup: failed to run command 'x': No such file or directory`
    case command
    /// `setsid: failed to execute x: No such file or directory`
    case execute
}

extension UtilityCall {
    /// Runs another program in this process; says why where it cannot be.
    ///
    /// - Parameter change: what becomes of the process before: its environment, its directory.
    /// - Throws: what the program throws.
    func launch(
        _ words: [[UInt8]], as other: Credentials? = nil, hostname: String? = nil,
        _ complaint: LaunchComplaint = .command, change: (ProgramContext) throws -> Void = { _ in }
    ) throws -> ProgramOutcome {
        try flush()
        let next = context.replacement(words, as: other, hostname: hostname)
        try change(next)
        do {
            return try context.become(next)
        } catch let error as ProgramError {
            return .exited(try refuse(words.first ?? [], error, complaint))
        }
    }

    /// Says that a program cannot be run; gives the status.
    func refuse(
        _ name: [UInt8], _ error: ProgramError, _ complaint: LaunchComplaint
    ) throws -> UInt8 {
        let reason: String
        if error.status == ExitStatus.notFound {
            reason = "No such file or directory"
        } else if error.message.hasSuffix("Permission denied")
            || error.message.contains("Permission denied (")
        {
            reason = "Permission denied"
        } else {
            // What Lay does not run is told in its own words.
            try complain(error.message)
            return error.status
        }
        if manner == .busybox {
            try complain("can't execute '\(text(name))': \(reason)")
            return error.status
        }
        switch complaint {
        case .plain: try complain("\(quoted(name)): \(reason)")
        case .command: try complain("failed to run command \(quoted(name)): \(reason)")
        case .execute: try complain("failed to execute \(text(name)): \(reason)")
        }
        return error.status
    }
}
