internal import LayFiles
internal import LayRegex
import LayShell

extension Utilities {
    static let runPartsUtility = Utility(
        "run-parts", "run the programs of a directory", usage: "[OPTION]... DIRECTORY",
        [
            UtilityOption("--test", "name them alone"),
            UtilityOption("--list", "name all files", .works, .gnu),
            UtilityOption("-v, --verbose", "name each one before", .works, .gnu),
            UtilityOption("-d, --debug", "tell more", .idle("nothing more to tell"), .gnu),
            UtilityOption("--report", "name those that write", .works, .gnu),
            UtilityOption("--reverse", "the last one first"),
            UtilityOption("--exit-on-error", "end at a failure"),
            UtilityOption("--stdin", "the input for all", .missing, .gnu),
            UtilityOption("--new-session", "each in a session", .idle("no sessions"), .gnu),
            UtilityOption("--lsbsysinit", "names as LSB has them", .works, .gnu),
            UtilityOption("--regex=RE", "names that fit", .works, .gnu),
            UtilityOption("-u, --umask=UMASK", "permissions they do not give"),
            UtilityOption("-a, --arg=ARGUMENT", "a word for each"),
        ]
    ) { call in
        guard call.operands.count == 1 else {
            if call.manner == .gnu {
                try call.complain("missing operand")
                try call.context.errors.write("Try `run-parts --help' for more information.\n")
                return 1
            }
            throw call.misuse("missing DIRECTORY")
        }
        let directory = call.operands[0]
        let items: [DirectoryItem]
        do throws(FileError) {
            items = try call.context.files.list(call.path(directory))
        } catch {
            if let bound = error.bound { throw bound }
            if call.manner == .busybox {
                try call.complain("\(call.text(directory)): \(error.reason)")
                return 0
            }
            throw UtilityFailure(
                "failed to open directory \(call.text(directory)): \(error.reason)")
        }
        var expression: RegularExpression?
        if let pattern = call.options.value("regex") {
            do {
                expression = try RegularExpression(pattern, .bash)
            } catch {
                throw UtilityFailure("failed to compile regular expression: \(error)")
            }
        }
        var names: [[UInt8]] = []
        for item in items {
            let isPlain = item.name.allSatisfy {
                $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 || $0 == 95 || $0 == 45
                    || $0 == 46 && (call.manner == .busybox || call.has("lsbsysinit"))
            }
            let fits = try expression?.matches(item.name) ?? (isPlain && item.name.first != 46)
            if fits { names.append(item.name) }
        }
        if call.has("reverse") { names.reverse() }
        for name in names {
            try call.context.step()
            let word = (directory.last == 47 ? directory : directory + [47]) + name
            let path = call.path(word)
            guard let entry = try? call.context.files.entry(at: path, follow: true),
                entry.node.kind == .file
            else { continue }
            let isRunnable = call.context.may(.execute, entry.node.attributes)
            if call.has("list") || call.has("test") && isRunnable {
                try call.write(word + [10])
                continue
            }
            if !isRunnable || call.has("test") { continue }
            if call.has("v") {
                try call.flush()
                try call.context.errors.write("run-parts: executing \(call.text(word))\n")
            }
            try run(word, call)
            if call.status != 0, call.has("exit-on-error") {
                break
            }
        }
        return call.status
    }

    private static func run(_ word: [UInt8], _ call: UtilityCall) throws {
        try call.flush()
        let child = call.context.child(words: [word] + call.options.values("a"))
        if let mask = call.options.text("u").flatMap({ UInt16($0, radix: 8) }) {
            child.umask = mask
        }
        var status: UInt8 = 0
        if call.has("report") { try call.write(word + [58, 10]) }
        try call.flush()
        do {
            if case .exited(let code) = try ProgramRunner.run(child) { status = code }
        } catch let error as ProgramError {
            status = error.status
            try call.complain(error.message)
        }
        guard status != 0 else { return }
        try call.complain(
            call.manner == .gnu
                ? "\(call.text(word)) exited with return code \(status)"
                : "\(call.text(word)): exit status \(status)")
        call.status = 1
    }

    static let serviceUtility = Utility(
        "service", "run a script of /etc/init.d", usage: "SCRIPT COMMAND [OPTIONS]",
        [
            UtilityOption("--status-all", "the state of all", .works),
            UtilityOption("--full-restart", "stop and start", .missing),
        ], stopsAtOperand: true
    ) { call in
        let directory = TreePath("/etc/init.d")
        if call.has("status-all") {
            for item in (try? call.context.files.list(directory)) ?? [] where item.kind == .file {
                try call.write(" [ ? ]  " + call.text(item.name) + "\n")
            }
            return 0
        }
        guard let name = call.operands.first else {
            try call.context.errors.write(
                "Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n"
            )
            return 1
        }
        let path = directory.appending(name: name)
        guard (try? call.context.files.entry(at: path, follow: true)) != nil else {
            try call.context.errors.write("\(call.text(name)): unrecognized service\n")
            return 1
        }
        let words = [Array("/etc/init.d/".utf8) + name] + call.operands.dropFirst()
        guard case .exited(let status) = try call.launch(words) else { return 0 }
        return status
    }
}
