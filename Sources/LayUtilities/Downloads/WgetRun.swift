import LayBounds
import LayFiles
import LayShell

/// GNU's wget at work: one address after the other, with its log.
final class WgetRun {
    private let call: UtilityCall
    private let options: UtilityOptions
    private let request: WgetRequest
    private let log: WgetLog
    private var document: FileOutput?
    private var files = 0
    private var bytes = 0

    init(_ call: UtilityCall, _ options: UtilityOptions) throws {
        self.call = call
        self.options = options
        request = try WgetRequest(call, options)
        log = try WgetLog(call, options)
    }

    func perform() throws -> UInt8 {
        if let name = options.value("O"), name != [UInt8(ascii: "-")] {
            do {
                document = try FileOutput(
                    call.path(name), call.context, appends: options.has("c"))
                try document?.flush()
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try call.context.errors.write("\(call.text(name)): \(error.reason)\n")
                return 1
            }
        }
        var addresses = options.operands
        if let list = options.value("i") {
            let found = try addressesIn(list)
            if found.isEmpty { try log.say("No URLs found in \(call.text(list)).\n") }
            addresses += found
        }
        var status: UInt8 = 0
        for word in addresses {
            try call.context.step()
            let result = try retrieve(call.text(word))
            // The worst is told: a small number, but for 0.
            status = status == 0 ? result : result == 0 ? status : min(status, result)
        }
        if addresses.count > 1 || options.has("i"), files > 0 {
            let size = WgetLog.size(bytes) ?? "\(bytes)"
            try log.say(
                "FINISHED --\(log.stamp)--\nTotal wall clock time: 0s\n"
                    + "Downloaded: \(files) files, \(size) in 0s (\(WgetLog.rate(bytes)))\n")
        }
        try document?.flush()
        try log.close()
        return status
    }

    private func addressesIn(_ list: [UInt8]) throws -> [[UInt8]] {
        do {
            let reader = try call.reader(list)
            defer { reader.close() }
            var found: [[UInt8]] = []
            while let line = try reader.line() {
                let word = reader.bytes[line.range].filter { $0 > 32 }
                if word.isEmpty || word[0] == UInt8(ascii: "#") { continue }
                try call.context.hold(word.count + 32)
                found.append(word)
            }
            return found
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try log.say("\(call.text(list)): \(error.reason)\n")
            return []
        }
    }

    private func retrieve(_ text: String) throws -> UInt8 {
        guard let address = WebAddress(text) else {
            try log.say("\(text): Invalid host name.\n")
            return 1
        }
        guard ["http", "https", "ftp", "ftps"].contains(address.scheme) else {
            try log.say("\(text): Unsupported scheme \(log.quoted(address.scheme)).\n")
            return 1
        }
        let name = try place(of: address)
        if options.has("no-clobber"), document == nil, isThere(name) {
            try log.tell("File \(log.quoted(name)) already there; not retrieving.\n\n")
            return 0
        }
        if options.has("spider") {
            try log.tell("Spider mode enabled. Check if remote file exists.\n")
        }
        let whole = address.isBare ? address.text + "/" : address.text
        try log.tell("--\(log.stamp)--  \(whole)\n")
        let result = try call.fetch(
            address, method: request.method, headers: request.headers, body: request.body)
        switch result {
        case .unreachable(let hint):
            try log.tell(
                "Resolving \(address.host) (\(address.host))... "
                    + "failed: Temporary failure in name resolution.\n")
            try log.say("wget: unable to resolve host address \(log.quoted(address.host))\n")
            try call.tell(hint: hint)
            return 4
        case .answered(let answer):
            try log.connected(address)
            return try take(answer, whole, name)
        }
    }

    private func take(_ answer: FetchAnswer, _ address: String, _ name: String) throws -> UInt8 {
        let header = AnswerHeader(answer, now: call.context.now)
        var start = 0
        if options.has("c"), options.value("O") == nil { start = existingSize(name) }
        if options.has("N"), document == nil, isUnchanged(name, answer) {
            try log.tell("304 Not Modified\n")
            try log.tell("File \(log.quoted(name)) not modified on server. Omitting download.\n\n")
            return 0
        }
        let isOK = answer.status < 400
        let isPart = isOK && start > 0 && start < answer.contents.count
        let status = isPart ? 206 : answer.status
        if options.has("S") {
            try log.tell("\n")
            let lines = header.text(isEncrypted: false).split(separator: "\r\n")
            for line in lines { try log.say("  \(line)\n") }
        } else {
            try log.tell("\(status) \(ResponseStatus.reason(status))\n")
        }
        if !isOK, !options.has("content-on-error") {
            return try refuse(answer.status, address)
        }
        if options.has("c"), start > 0, start >= answer.contents.count {
            try log.tell("\n    The file is already fully retrieved; nothing to do.\n\n")
            return 0
        }
        let total = answer.contents.count
        var length = "Length: \(total)" + (WgetLog.size(total).map { " (\($0))" } ?? "")
        if isPart {
            let rest = total - start
            length += ", \(rest)" + (WgetLog.size(rest).map { " (\($0))" } ?? "") + " remaining"
        }
        try log.tell("\(length) [\(AnswerHeader.contentType)]\n")
        if options.has("spider") {
            try log.tell("Remote file exists.\n\n")
            if log.isTerse { try log.say("\(log.stamp) URL: \(address) 200 OK\n") }
            return 0
        }
        let isOut = options.value("O") == [UInt8(ascii: "-")]
        let shown = isOut ? "STDOUT" : name
        try log.tell("Saving to: \(log.quoted(shown))\n")
        guard try save(answer, name, from: isPart ? start : 0, isOut: isOut) else { return 3 }
        try log.progress(total - (isPart ? start : 0))
        files += 1
        bytes += total
        if !isOK { return try refuse(answer.status, address) }
        let what = isOut ? "written to stdout" : "\(log.quoted(name)) saved"
        try log.tell("\(log.stamp) (\(WgetLog.rate(total))) - \(what) [\(total)/\(total)]\n\n")
        if log.isTerse {
            try log.say(
                "\(log.stamp) URL:\(address) [\(total)/\(total)] -> \"\(isOut ? "-" : name)\" [1]\n"
            )
        }
        return 0
    }

    private func refuse(_ status: Int, _ address: String) throws -> UInt8 {
        if options.has("spider"), status == 404 {
            try log.tell("Remote file does not exist -- broken link!!!\n\n")
            if log.isTerse {
                try log.say("\(address):\nRemote file does not exist -- broken link!!!\n")
            }
            return 8
        }
        if log.isTerse { try log.say("\(address):\n") }
        try log.say("\(log.stamp) ERROR \(status): \(ResponseStatus.reason(status)).\n")
        try log.tell("\n")
        return 8
    }

    /// Writes what came; false with a message where that cannot be.
    private func save(
        _ answer: FetchAnswer, _ name: String, from start: Int, isOut: Bool
    ) throws -> Bool {
        let path = call.path(Array(name.utf8))
        do {
            var file = document
            if file == nil, !isOut {
                if let slash = name.lastIndex(of: "/"), slash > name.startIndex {
                    var making = DirectoryMaking(call)
                    try making.makeAll(Array(name[..<slash].utf8), mode: nil)
                }
                file = try FileOutput(path, call.context, appends: start > 0)
            }
            var place = start
            while place < answer.contents.count {
                let end = min(answer.contents.count, place + (64 << 10))
                let piece = try answer.contents.bytes(in: place..<end)
                try call.context.step(1 + piece.count / 1024)
                if let file { try file.write(piece) } else { try call.write(piece) }
                place = end
            }
            try file?.flush()
            try call.flush()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try log.say("\(name): \(error.reason)\n\n")
            try log.say("Cannot write to \(log.quoted(name)) (\(error.reason)).\n")
            return false
        }
        if !isOut, document == nil, !options.has("no-use-server-timestamps"),
            let modified = answer.modified
        {
            try? call.context.files.setModified(
                Nanoseconds(modified) * 1_000_000_000, of: path, follow: true)
        }
        return true
    }

    // MARK: Names

    private func place(of address: WebAddress) throws -> String {
        if let name = options.text("O") { return name }
        var name = address.fileName.isEmpty ? "index.html" : address.fileName
        if let mark = address.path.firstIndex(of: "?") { name += address.path[mark...] }
        name = call.text(PercentText.decoded(Array(name.utf8))).split(separator: "/").joined(
            separator: "%2F")
        if options.has("x") {
            let above = address.path.prefix { $0 != "?" }.split(separator: "/")
            let names = address.fileName.isEmpty ? above[...] : above.dropLast()
            let host = options.has("no-host-directories") ? [] : [Substring(address.host)]
            name = (host + names + [Substring(name)]).joined(separator: "/")
        }
        if let directory = options.text("P"), !directory.isEmpty {
            name = directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
        }
        if options.has(any: "no-clobber", "c", "N", "x") || options.has("spider") { return name }
        var free = name
        var number = 0
        while isThere(free) {
            try call.context.step()
            number += 1
            free = "\(name).\(number)"
        }
        return free
    }

    private func isThere(_ name: String) -> Bool {
        (try? call.context.files.entry(at: call.path(Array(name.utf8)), follow: true)) != nil
    }

    private func existingSize(_ name: String) -> Int {
        let path = call.path(Array(name.utf8))
        return (try? call.context.files.status(at: path, follow: true))?.size ?? 0
    }

    private func isUnchanged(_ name: String, _ answer: FetchAnswer) -> Bool {
        let path = call.path(Array(name.utf8))
        guard let modified = answer.modified, answer.status < 400,
            let entry = try? call.context.files.entry(at: path, follow: true)
        else { return false }
        return entry.node.modified / 1_000_000_000 >= Nanoseconds(modified)
            && entry.node.size == answer.contents.count
    }
}
