internal import LayFiles
import LayShell

extension Utilities {
    /// `busybox NAME …`, which is one program under many names.
    static var busyboxProgram: ShellProgram { ShellProgram(staying: "busybox", runBusybox) }

    private static func runBusybox(_ context: ProgramContext) throws -> ProgramOutcome {
        let words = Array(context.words.dropFirst())
        guard let first = words.first else {
            try context.output.write(
                "BusyBox v1.35.0 (built into Lay) multi-call binary.\n"
                    + "Usage: busybox [function [arguments]...]\n   or: busybox --list\n"
                    + "   or: busybox --install [-s] [DIR]\n")
            return .exited(0)
        }
        let name = String(decoding: first, as: UTF8.self)
        switch name {
        case "--list":
            for name in context.programs.names { try context.output.write(name + "\n") }
            return .exited(0)
        case "--list-full":
            for name in context.programs.names { try context.output.write("bin/\(name)\n") }
            return .exited(0)
        case "--install": return .exited(try install(context, Array(words.dropFirst())))
        case "--help":
            guard words.count > 1 else {
                return try runBusybox(context.replacement([Array("busybox".utf8)]))
            }
            return try runBusybox(context.replacement([context.words[0], words[1], first]))
        default: break
        }
        let last = String(name.split(separator: "/").last ?? "")
        guard last != "busybox", let program = context.programs.builtin(last) else {
            if last == "busybox" {
                return try runBusybox(context.replacement(words))
            }
            try context.errors.write("\(name): applet not found\n")
            return .exited(127)
        }
        let next = context.replacement(words)
        return try program.run(next)
    }

    private static func install(_ context: ProgramContext, _ words: [[UInt8]]) throws -> UInt8 {
        let isSymbolic = words.first == Array("-s".utf8)
        let rest = isSymbolic ? Array(words.dropFirst()) : words
        let directory =
            rest.first.map { TreePath($0, in: context.workingDirectory) } ?? TreePath("/bin")
        let own = context.executable ?? "/bin/busybox"
        let target = Array("/".utf8) + own.bytes
        for name in context.programs.names where name != "busybox" {
            try context.step()
            let path = directory.appending(name: name.utf8)
            if (try? context.files.entry(at: path, follow: false)) != nil { continue }
            do throws(FileError) {
                if isSymbolic {
                    let attributes = FileAttributes(
                        mode: 0o777, uid: context.uid, gid: context.gid)
                    try context.files.make(
                        FileNode(
                            .symlink(target: target), attributes: attributes,
                            modified: context.files.now), at: path)
                } else {
                    try context.files.link(own, to: path)
                }
            } catch {
                if let bound = error.bound { throw bound }
                try context.complain("\(path): \(error.reason)")
                return 1
            }
        }
        return 0
    }
}
