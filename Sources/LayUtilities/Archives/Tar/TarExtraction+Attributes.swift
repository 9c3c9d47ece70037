internal import LayArchive
import LayFiles
import LayShell

/// What extracted files get of their owners, modes and times.
extension TarExtraction {
    /// What an extracted file gets.
    func attributes(of entry: TarEntry) -> FileAttributes {
        var result = entry.attributes
        if !settings.keepsModes { result.mode &= 0o777 & ~call.context.umask }
        if settings.keepsOwners {
            (result.uid, result.gid) = (owner(of: entry), group(of: entry))
        } else {
            (result.uid, result.gid) = (call.context.uid, call.context.gid)
            if run.isGNU, settings.keepsModes == false { result.mode &= 0o1777 }
        }
        result.extendedAttributes = settings.kept(entry.attributes.extendedAttributes)
        return result
    }

    /// The time that an extracted file gets.
    func time(of entry: TarEntry) -> Nanoseconds { call.has("m") ? files.now : entry.modified }

    private func owner(of entry: TarEntry) -> UInt32 {
        if settings.isNumeric || entry.owner.isEmpty { return entry.attributes.uid }
        if let known = users[entry.owner] { return known ?? entry.attributes.uid }
        let found = Accounts.id(call.text(entry.owner), in: "/etc/passwd", files)
        users[entry.owner] = .some(found)
        return found ?? entry.attributes.uid
    }

    private func group(of entry: TarEntry) -> UInt32 {
        if settings.isNumeric || entry.group.isEmpty { return entry.attributes.gid }
        if let known = groups[entry.group] { return known ?? entry.attributes.gid }
        let found = Accounts.id(call.text(entry.group), in: "/etc/group", files)
        groups[entry.group] = .some(found)
        return found ?? entry.attributes.gid
    }

    /// Gives what was made its owner, its mode and its time.
    func settle(_ entry: TarEntry, _ place: TreePath) throws {
        let wanted = attributes(of: entry)
        let isLink = entry.kind == .symlink
        let now = try files.entry(at: place, follow: false).node.attributes
        if (now.uid, now.gid) != (wanted.uid, wanted.gid), settings.keepsOwners {
            try files.setAttributes(of: place, follow: false) {
                ($0.uid, $0.gid) = (wanted.uid, wanted.gid)
            }
        }
        if !isLink {
            try files.setAttributes(of: place, follow: false) { attributes in
                attributes.mode = wanted.mode
                if !wanted.extendedAttributes.isEmpty {
                    attributes.extendedAttributes = wanted.extendedAttributes
                }
            }
        }
        if !call.has("m") {
            try files.setModified(entry.modified, of: place, follow: false)
        }
    }
}
