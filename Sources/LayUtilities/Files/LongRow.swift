import LayFiles

/// The fields of a long line of ls.
struct LongRow {
    /// How wide fields are among the rows of a directory.
    struct Widths {
        fileprivate var links = 0
        fileprivate var owner = 0
        fileprivate var group = 0
        fileprivate var size = 0
        fileprivate var major = 0
        fileprivate var minor = 0

        /// Makes room for a row.
        mutating func widen(_ row: LongRow) {
            links = max(links, row.links.count)
            owner = max(owner, row.owner.utf8.count)
            group = max(group, row.group.utf8.count)
            if let device = row.device {
                major = max(major, String(device.major).count)
                minor = max(minor, String(device.minor).count)
                size = max(size, major + 2 + minor)
            } else {
                size = max(size, row.size.count)
            }
        }
    }

    private let mode: String
    fileprivate let links: String
    fileprivate let owner: String
    fileprivate let group: String
    fileprivate let size: String
    fileprivate let device: DeviceNumber?

    /// The fields of a file.
    init(_ file: ListedFile, _ style: ListingStyle, _ names: OwnerNames, isGNU: Bool) {
        let node = file.entry.node
        mode = ModeText.letters(node)
        links = String(file.entry.linkCount)
        let (uid, gid) = (node.attributes.uid, node.attributes.gid)
        owner = style.isNumeric ? String(uid) : names.user(uid) ?? String(uid)
        group = style.isNumeric ? String(gid) : names.group(gid) ?? String(gid)
        device = FileNumbers.device(node)
        let bytes = FileNumbers.size(node)
        size =
            !isGNU && style.fileSize == .human(1024)
            ? SizeShown.busyboxHuman(bytes) : style.fileSize.text(bytes)
    }

    /// The line up to the time.
    func text(_ widths: Widths, _ style: ListingStyle, isGNU: Bool) -> String {
        if !isGNU { return busyboxText(style) }
        var text = "\(mode) \(links.padded(widths.links)) "
        let isNumber = style.isNumeric
        if style.showsOwner {
            text += (isNumber ? owner.padded(widths.owner) : owner.filled(widths.owner)) + " "
        }
        if style.showsGroup {
            text += (isNumber ? group.padded(widths.group) : group.filled(widths.group)) + " "
        }
        if let device {
            let minor = max(widths.minor, widths.size - widths.major - 2)
            text += String(device.major).padded(widths.major) + ", "
            text += String(device.minor).padded(minor) + " "
        } else {
            text += size.padded(widths.size) + " "
        }
        return text
    }

    private func busyboxText(_ style: ListingStyle) -> String {
        var text = "\(mode) \(links.padded(4)) "
        text += style.isNumeric ? owner.filled(8) : String(owner.prefix(8)).filled(8)
        text += " " + (style.isNumeric ? group.filled(8) : String(group.prefix(8)).filled(8)) + " "
        if let device {
            text += String(device.major).padded(4) + ", " + String(device.minor).padded(3) + " "
        } else if case .human = style.fileSize {
            text += size.padded(7) + " "
        } else {
            text += size.padded(9) + " "
        }
        return text
    }
}
