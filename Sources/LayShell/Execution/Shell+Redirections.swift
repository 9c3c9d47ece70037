internal import LayFiles

extension Shell {
    /// Runs `body` with its streams redirected.
    func redirected(_ list: [Redirection], _ body: () throws -> Void) throws {
        if list.isEmpty {
            try body()
            return
        }
        let saved = (context.input, context.output, context.errors)
        var restoresInput = false
        defer {
            if restoresInput { context.input = saved.0 }
            context.output = saved.1
            context.errors = saved.2
        }
        for redirection in list {
            if redirection.kind == .input || redirection.kind == .hereDocument {
                restoresInput = true
            }
            do {
                try apply(redirection)
            } catch let error as FileError {
                try context.errors.write(
                    "sh: 1: cannot \(redirection.kind == .input ? "open" : "create") \(try string(redirection.target)): \(error.reason.replacingNoSuch)\n"
                )
                environment.status = ExitStatus.misuse
                return
            } catch let error as BadDescriptor {
                try context.errors.write("sh: 1: \(error.text): Bad file descriptor\n")
                environment.status = ExitStatus.misuse
                return
            }
        }
        let sinks = [context.output, context.errors]
        try body()
        if let failure = sinks.lazy.compactMap(\.failure).first {
            try saved.2.write("sh: write error: \(failure.reason)\n")
            if environment.status == 0 { environment.status = 1 }
        }
    }

    private func apply(_ redirection: Redirection) throws {
        let target = redirection.kind == .hereDocument ? "" : try string(redirection.target)
        switch redirection.kind {
        case .hereDocument:
            guard let document = redirection.document else { return }
            context.input = Array(try string(document.word).utf8)
        case .input:
            let entry = try context.files.entry(at: context.path(target), follow: true)
            if entry.node.kind == .directory { throw FileError(.isDirectory, entry.path) }
            if target == "/dev/null" {
                context.input = []
            } else if case .file(let contents) = entry.node.body {
                context.input = try contents.bytes()
            }
        case .output, .append:
            let sink = try open(target, isAppending: redirection.kind == .append)
            if redirection.descriptor == 2 { context.errors = sink } else { context.output = sink }
        case .duplicate:
            switch (redirection.descriptor, target) {
            case (1, "2"): context.output = context.errors
            case (2, "1"): context.errors = context.output
            case (1, "1"), (2, "2"), (0, _): break
            case (1, "-"): context.output = context.collector()
            case (2, "-"): context.errors = context.collector()
            default:
                throw BadDescriptor(text: target)
            }
        }
    }

    /// A sink whose bytes go to a file as they are written.
    private func open(_ target: String, isAppending: Bool) throws -> OutputSink {
        if target == "/dev/null" { return OutputSink(context.account, forward: { _ in }) }
        if target == "/dev/stdout" { return context.output }
        if target == "/dev/stderr" { return context.errors }
        let path = context.path(target)
        let attributes = FileAttributes(
            mode: 0o666 & ~context.umask, uid: context.uid, gid: context.gid)
        if !isAppending {
            try context.files.write(.empty, to: path, creating: attributes)
        } else {
            try context.files.append([], to: path, creating: attributes)
        }
        let files = context.files
        return OutputSink(context.account) { (bytes) throws(FileError) in
            try files.append(Array(bytes), to: path, creating: attributes)
        }
    }
}

/// A descriptor that is not open.
private struct BadDescriptor: Error {
    let text: String
}

extension String {
    /// dash says "No such file" where the C library says more.
    fileprivate var replacingNoSuch: String {
        self == "No such file or directory" ? "No such file" : self
    }
}
