internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// `tar --delete`: takes members out of an archive.
struct TarDeletion {
    private let run: TarRun

    init(_ run: TarRun) { self.run = run }

    /// Writes the archive anew without what is named.
    ///
    /// - Throws: `UtilityFailure` where it cannot be read, `BoundReached`.
    func start() throws {
        let call = run.call
        guard let name = run.settings.archive else {
            throw TarSettings.misuse(
                call, "--delete from the standard input is not supported by Lay")
        }
        if run.settings.compression != nil {
            throw TarSettings.misuse(call, "Cannot update compressed archives")
        }
        var selection = try TarSelection(call, isAdding: false)
        let contents: FileContents
        do throws(FileError) {
            contents = try call.entry(name, follow: true).contents()
        } catch {
            if let bound = error.bound { throw bound }
            throw try run.fatal("\(run.shown(name)): Cannot open: \(error.reason)")
        }
        let bytes = contents.pulled(call.context.account)
        if try StreamFormat.detect(bytes.peek(16)) != nil {
            throw try run.fatal("Cannot update compressed archives")
        }
        var kept: [Range<Int>] = []
        do {
            let members = TarMembers(bytes)
            var start = 0
            var isKept = false
            func close(_ end: Int) throws {
                guard isKept, end > start else { return }
                if let last = kept.last, last.upperBound == start {
                    kept[kept.count - 1] = last.lowerBound..<end
                } else {
                    try call.context.hold(32)
                    kept.append(start..<end)
                }
            }
            while let entry = try members.next() {
                try call.context.step()
                let header = members.start
                try close(header)
                start = header
                isKept = selection.names.isEmpty || !selection.takes(entry.path)
            }
            try close(members.offset)
        } catch let error as ArchiveError {
            throw try run.fatal(
                error.fault == .noTar ? "This does not look like a tar archive" : error.message)
        }
        let output = try run.openOutput()
        var writer = TarMemberWriter(run.settings.form) { try output.write($0) }
        for range in kept {
            try contents.eachPiece(
                call.context.account, from: range.lowerBound, to: range.upperBound
            ) { try writer.append($0) }
        }
        try writer.finish(blocking: run.settings.blocking)
        try output.finish()
        for name in selection.missing {
            try run.fail("\(run.shown(name)): Not found in archive")
        }
    }
}
