import LayBounds
import LayFiles
import LayShell

/// A sed in a container: its files, its streams, and the commands that `e` runs.
final class SedContextHost: SedHost {
    private let call: UtilityCall
    private var context: ProgramContext { call.context }
    let standardInput: any ToolInput

    init(_ call: UtilityCall) {
        self.call = call
        standardInput = ContextInput(standardInputOf: call.context)
    }

    func openInput(_ path: [UInt8]) throws -> any ToolInput {
        try ToolFileError.translating { try ContextInput(call.path(path), context) }
    }

    func createOutput(_ path: [UInt8]) throws -> any ToolOutput {
        try ToolFileError.translating {
            let file = try context.open(call.path(path), [.write, .create, .truncate])
            return ContextOutput(file, context.account)
        }
    }

    func kind(_ path: [UInt8]) throws -> ToolFileKind? {
        (try? context.files.status(at: call.path(path), follow: true)).map { ToolFileKind($0.kind) }
    }

    func replaceFile(_ path: [UInt8], backup: [UInt8]?) throws -> any ToolOutput {
        let target = call.path(path)
        return try ToolFileError.translating {
            let former = try context.files.entry(at: target, follow: true).node.attributes
            // It comes into being beside the old one, and takes its name in one step.
            let name = Array("sed\(context.process)".utf8) + target.name
            let place = target.parent.appending(name: name)
            let file = try context.open(
                place, [.write, .create, .truncate], mode: former.mode & 0o777)
            return ContextOutput(file, context.account) { [context] in
                try context.files.setAttributes(of: place, follow: false) {
                    $0.mode = former.mode
                    if context.uid == 0 { ($0.uid, $0.gid) = (former.uid, former.gid) }
                }
                if let backup {
                    try context.files.rename(
                        target, to: TreePath(backup, in: context.workingDirectory))
                }
                try context.files.rename(place, to: target)
            }
        }
    }

    func writeOutput(_ bytes: [UInt8]) throws { try call.write(bytes) }

    func writeError(_ bytes: [UInt8]) throws {
        try call.flush()
        try context.errors.write(bytes)
    }

    /// Not asked for: the settings allow no commands.
    func runCommand(_ command: [UInt8]) throws -> [UInt8] {
        throw ToolFileError(Array("Operation not permitted".utf8))
    }

    func step(_ count: Int) throws { try context.account.step(count) }

    func hold(_ bytes: Int) throws { try context.hold(bytes) }
}

extension Utilities {
    static let sedUtility = Utility(
        "sed", "edit streams of text", usage: "[OPTION]... {SCRIPT} [FILE]...",
        [
            UtilityOption("-n, --quiet, --silent", "write nothing but what the script says"),
            UtilityOption("-e, --expression=SCRIPT", "add commands of a script"),
            UtilityOption("-f, --file=FILE", "add the commands of a file"),
            UtilityOption("-E, -r, --regexp-extended", "extended regular expressions"),
            UtilityOption("-i[SUFFIX], --in-place[=SUFFIX]", "edit the files themselves"),
            UtilityOption("-s, --separate", "each file by itself", .works, .gnu),
            UtilityOption("-z, --null-data", "lines end with NUL, not newline"),
            UtilityOption("-u, --unbuffered", "write at once", .works, .gnu),
            UtilityOption("-l, --line-length=N", "the length of lines of 'l'", .works, .gnu),
            UtilityOption("--posix", "without GNU's extensions", .works, .gnu),
            UtilityOption("--sandbox", "without e, r and w", .works, .gnu),
            UtilityOption("--follow-symlinks", "edit what links lead to", .works, .gnu),
            UtilityOption("--debug", "write the script as it was read", .missing, .gnu),
        ], readsWords: true
    ) { call in
        var settings = SedSettings()
        settings.name = call.context.name
        settings.manners = call.manner == .gnu ? .gnu : .busybox
        settings.isUTF8 = call.context.isUTF8
        settings.isPosixlyCorrect = call.context["POSIXLY_CORRECT"] != nil
        return try SedUtility.run(
            Array(call.context.words.dropFirst()), settings, SedContextHost(call))
    }
}
