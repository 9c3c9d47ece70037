internal import LayBounds
internal import LayFiles

/// Finds programs as exec(2) and a shell's PATH do, and runs those that Lay can run.
public enum ProgramRunner {
    /// Where a file called as a built-in's name stands for it.
    private static let directories: Set<String> = [
        "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin",
    ]
    /// The interpreter of the files that stand for built-ins in Lay's own base image.
    public static let builtinInterpreter = "/usr/lib/lay/builtin"

    /// Programs and subshells that may start each other.
    private static let deepest = 400

    /// Runs the program that the context's first argument names.
    ///
    /// - Throws: `ProgramError` with status 127 when it is not found, 126 when it cannot be run;
    ///   `NestedTooDeeply` when another program started it.
    public static func run(_ context: ProgramContext) throws -> ProgramOutcome {
        try context.step()
        guard context.depth < deepest else { throw NestedTooDeeply() }
        return try context.contained {
            try context.account.nested { try context.running { try start(context) } }
        }
    }

    private static func start(_ context: ProgramContext) throws -> ProgramOutcome {
        guard let name = context.arguments.first, !name.isEmpty else {
            throw ProgramError(
                .notFound, "no program is named", status: ExitStatus.notFound)
        }
        let last = String(name.split(separator: "/").last ?? Substring(name))
        if let program = context.programs.registered(last) { return try program.run(context) }
        return try execute(try find(name, context), name: last, context, scripts: 0)
    }

    /// A program's file, looked at once.
    struct Found {
        let path: TreePath
        let entry: FileEntry
    }

    /// A program by the name's slashes or by PATH.
    static func find(_ name: String, _ context: ProgramContext) throws(ProgramError) -> Found {
        if name.contains("/") {
            guard let found = look(context.path(name), context) else {
                throw missing(name, context)
            }
            return found
        }
        var denied: Found?
        for directory in context.searchPath {
            guard let found = look(directory.appending(name: name.utf8), context) else { continue }
            let node = found.entry.node
            if node.kind == .file, context.may(.execute, node.attributes) { return found }
            if denied == nil { denied = found }
        }
        if let denied { return denied }
        throw missing(name, context)
    }

    private static func missing(_ name: String, _ context: ProgramContext) -> ProgramError {
        let isBuiltin = context.programs.builtin(name) != nil
        return ProgramError(
            .notFound, "\(name): not found", status: ExitStatus.notFound,
            help: isBuiltin
                ? "the image has no '\(name)'; the image 'toolbox' has it"
                : "copy it into the image, or register it: program(\"\(name)\", p => …)")
    }

    /// Runs a built-in program; a file that it could not use and did not expect ends it alone.
    private static func run(_ program: ShellProgram, _ context: ProgramContext) throws
        -> ProgramOutcome
    {
        do {
            return try program.run(context)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try context.complain("\(error.path): \(error.reason)")
            return .exited(ExitStatus.failure)
        }
    }

    private static func execute(
        _ found: Found, name: String, _ context: ProgramContext, scripts: Int
    ) throws -> ProgramOutcome {
        let path = found.path
        context.executable = found.entry.path
        guard case .file(let contents) = found.entry.node.body else {
            throw ProgramError(
                .permissionDenied,
                "\(path): Permission denied (it is a \(found.entry.node.kind.word))",
                status: ExitStatus.cannotRun)
        }
        if !context.may(.execute, found.entry.node.attributes) {
            throw ProgramError(
                .permissionDenied, "\(path): Permission denied", status: ExitStatus.cannotRun,
                help: "it is not executable: chmod +x \(path)")
        }
        let head = try beginning(of: contents, path)
        if head.starts(with: "#!".utf8) {
            return try interpret(path, head, context, scripts: scripts)
        }
        if directories.contains(path.parent.description),
            let program = context.programs.builtin(String(decoding: path.name, as: UTF8.self))
        {
            return try run(program, context)
        }
        if head.starts(with: [0x7f, 0x45, 0x4c, 0x46]) {
            let machine =
                head.count > 18
                ? [0x3e: "x86-64", 0xb7: "aarch64", 0x28: "arm", 0xf3: "riscv"][Int(head[18])]
                    ?? "unknown" : "unknown"
            throw ProgramError(
                .permissionDenied,
                "\(path): cannot run: it is an ELF binary (\(machine)), and Lay runs no native programs",
                status: ExitStatus.cannotRun,
                help: "podman run would run it; in Lay register it: program(\"\(name)\", p => …)")
        }
        if head.contains(0) {
            throw ProgramError(
                .permissionDenied, "\(path): cannot run: it is a binary of an unknown kind",
                status: ExitStatus.cannotRun)
        }
        if !context.isInner {
            // The kernel runs no text without an interpreter; only a shell reads it itself.
            let called = context.arguments.first.flatMap { $0.contains("/") ? $0 : nil }
            try context.errors.write("exec \(called ?? path.description): exec format error\n")
            return .exited(ExitStatus.failure)
        }
        // A text without an interpreter is the shell's, as execvp(3) has it.
        let called = context.arguments.first.flatMap { $0.contains("/") ? $0 : nil }
        let script = context.child(
            ["sh", called ?? path.description] + context.arguments.dropFirst())
        return .exited(try Shell.main(script))
    }

    /// Runs a script by the interpreter that its first line names.
    private static func interpret(
        _ path: TreePath, _ head: [UInt8], _ context: ProgramContext, scripts: Int
    ) throws -> ProgramOutcome {
        if scripts >= 4 {
            throw ProgramError(
                .permissionDenied, "\(path): too many interpreters", status: ExitStatus.cannotRun)
        }
        let line = String(decoding: head.dropFirst(2).prefix { $0 != 10 }, as: UTF8.self)
        let words = line.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" }).map {
            word in
            String(word).trimmingBlanks
        }
        guard let interpreter = words.first, !interpreter.isEmpty else {
            throw ProgramError(
                .permissionDenied, "\(path): bad interpreter", status: ExitStatus.cannotRun)
        }
        if interpreter == builtinInterpreter {
            let name = String(decoding: path.name, as: UTF8.self)
            guard let program = context.programs.builtin(name) else {
                throw ProgramError(
                    .notFound, "\(path): Lay has no built-in of this name",
                    status: ExitStatus.notFound)
            }
            return try run(program, context)
        }
        // The kernel hands a script over by the name it was called by.
        let called = context.arguments.first.flatMap {
            scripts == 0 && $0.contains("/") ? $0 : nil
        }
        context.arguments = words + [called ?? path.description] + context.arguments.dropFirst()
        let last = String(interpreter.split(separator: "/").last ?? "")
        if let program = context.programs.registered(last) { return try program.run(context) }
        let missing = "\(path): bad interpreter: \(interpreter): no such file"
        guard let found = look(TreePath(interpreter), context) else {
            throw ProgramError(.notFound, missing, status: ExitStatus.notFound)
        }
        do {
            return try execute(found, name: last, context, scripts: scripts + 1)
        } catch let error as ProgramError where error.status == ExitStatus.notFound {
            throw ProgramError(.notFound, missing, status: ExitStatus.notFound, help: error.help)
        }
    }

    private static func look(_ path: TreePath, _ context: ProgramContext) -> Found? {
        guard let entry = try? context.files.entry(at: path, follow: true) else { return nil }
        return Found(path: path, entry: entry)
    }

    /// The first bytes of a file, by which the kernel knows what it is (BINPRM_BUF_SIZE).
    private static func beginning(of contents: FileContents, _ path: TreePath) throws -> [UInt8] {
        do {
            return try contents.bytes(in: 0..<min(256, contents.count))
        } catch {
            // A clause with a condition crashes the compiler (Swift 6.3.1) where errors are typed.
            guard error.code == .permissionDenied else { throw error }
            throw ProgramError(
                .permissionDenied, "\(path): Permission denied", status: ExitStatus.cannotRun)
        }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmingBlanks: String {
        var part = self[...]
        while part.first == " " || part.first == "\t" { part.removeFirst() }
        while part.last == " " || part.last == "\t" || part.last == "\r" { part.removeLast() }
        return String(part)
    }
}
