internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let mknodUtility = Utility(
        "mknod", "make a device or a fifo", usage: "[OPTION]... NAME TYPE [MAJOR MINOR]",
        [
            UtilityOption("-m, --mode=MODE", "with these permissions, as chmod takes them"),
            UtilityOption("-Z, --context[=CTX]", "set the context", .idle("no SELinux")),
        ]
    ) { call in
        let mode = try nodeMode(call)
        let words = call.operands
        let isFifo = words.count > 1 && words[1].first == UInt8(ascii: "p")
        let wanted = isFifo ? 2 : 4
        if words.count < wanted {
            var message =
                words.isEmpty
                ? "missing operand" : "missing operand after \(call.quoted(words[words.count - 1]))"
            if words.count == 2 {
                message += "\nSpecial files require major and minor device numbers."
            }
            throw call.misuse(message)
        }
        if words.count > wanted {
            var message = "extra operand \(call.quoted(words[wanted]))"
            if isFifo { message += "\nFifos do not have major and minor device numbers." }
            throw call.misuse(message)
        }
        let body: FileNode.Body
        if isFifo {
            body = .fifo
        } else {
            let numbers = try words[2...].map { word in
                guard let number = UInt32(call.text(word)) else {
                    let what = word == words[2] ? "major" : "minor"
                    throw UtilityFailure("invalid \(what) device number \(call.quoted(word))")
                }
                return number
            }
            let device = DeviceNumber(major: numbers[0], minor: numbers[1])
            switch words[1].first {
            case UInt8(ascii: "b")?: body = .blockDevice(device)
            case UInt8(ascii: "c")?, UInt8(ascii: "u")?: body = .characterDevice(device)
            default: throw call.misuse("invalid device type \(call.quoted(words[1]))")
            }
        }
        do {
            try makeNode(body, words[0], mode, call)
        } catch {
            try call.complain(words[0], error)
        }
        return call.status
    }

    static let mkfifoUtility = Utility(
        "mkfifo", "make fifos", usage: "[OPTION]... NAME...",
        [
            UtilityOption("-m, --mode=MODE", "with these permissions, as chmod takes them"),
            UtilityOption("-Z, --context[=CTX]", "set the context", .idle("no SELinux")),
        ]
    ) { call in
        try call.needOperands()
        let mode = try nodeMode(call)
        try call.eachOperand { name in
            do {
                try makeNode(.fifo, name, mode, call)
            } catch {
                if call.manner == .busybox {
                    try call.complain(name, error)
                } else {
                    try call.complain("cannot create fifo", name, error)
                }
            }
        }
        return call.status
    }

    private static func nodeMode(_ call: UtilityCall) throws -> UInt16 {
        guard let text = call.options.value("m") else { return 0o666 & ~call.context.umask }
        guard let change = ModeChange(text, call.manner) else {
            throw UtilityFailure("invalid mode")
        }
        return change.applied(to: 0o666, isDirectory: false, umask: call.context.umask)
    }

    private static func makeNode(
        _ body: FileNode.Body, _ name: [UInt8], _ mode: UInt16, _ call: UtilityCall
    ) throws {
        try call.files.make(
            FileNode(
                body,
                attributes: FileAttributes(
                    mode: mode, uid: call.context.uid, gid: call.context.gid),
                modified: call.files.now), at: try call.place(name))
    }

    static let syncUtility = Utility(
        "sync", "write what is held to the disk", usage: "[OPTION] [FILE]...",
        [
            UtilityOption("-d, --data", "the contents alone", .idle("nothing is held")),
            UtilityOption("-f, --file-system", "the file system", .idle("nothing is held")),
        ]
    ) { call in
        try call.eachOperand { name in
            do {
                _ = try call.entry(name, follow: true)
            } catch {
                try call.complain("error opening", name, error)
            }
        }
        return call.status
    }
}
