import LayFiles
import LayShell

/// Programs of networks and of the kernel: a container of Lay has neither, and they say so by name.
extension Utilities {
    static let refusedUtilities: [Utility] = [
        refused("ip", "tell of networks", "networks are not supported by Lay"),
        refused("ifconfig", "tell of networks", "networks are not supported by Lay"),
        refused("route", "tell of routes", "networks are not supported by Lay"),
        refused("netstat", "tell of connections", "networks are not supported by Lay"),
        refused("ss", "tell of connections", "networks are not supported by Lay"),
        refused("ssh", "run a program elsewhere", "networks are not supported by Lay", status: 255),
        refused("scp", "copy to another machine", "networks are not supported by Lay"),
        refused("rsync", "copy to another machine", "not supported by Lay"),
        refused("nslookup", "ask for names", "networks are not supported by Lay"),
        refused("dig", "ask for names", "networks are not supported by Lay", status: 9),
        refused(
            "iptables", "set rules for packets",
            "Could not fetch rule set generation id: Permission denied (you must be root)",
            status: 4),
        refused(
            "nsenter", "run a program in another namespace",
            "reassociate to namespace 'ns/mnt' failed: Operation not permitted"),
        refused(
            "unshare", "run a program in a new namespace",
            "unshare failed: Operation not permitted"),
        refused(
            "swapon", "use a file as memory", "swapon failed: Operation not permitted", status: 255),
        refused("swapoff", "use a file no more", "Not superuser.", status: 255),
        refused(
            "losetup", "use a file as a disk",
            "cannot find an unused loop device: Operation not permitted"),
        refused("modprobe", "load a part of the kernel", "FATAL: the kernel is the host's"),
        refused(
            "dmesg", "what the kernel says", "read kernel buffer failed: Operation not permitted"),
        refused("lsof", "tell of open files", "not supported by Lay"),
        refused("top", "watch processes", "failed tty get"),
        pingUtility,
    ]

    private static func refused(
        _ name: String, _ summary: String, _ why: String, status: UInt8 = 1
    ) -> Utility {
        Utility(name, summary, usage: "(not supported by Lay)", readsWords: true) { call in
            throw UtilityFailure(why, status: status)
        }
    }

    private static let pingUtility = Utility(
        "ping", "ask whether a machine answers", usage: "(not supported by Lay)", readsWords: true
    ) { call in
        let host = call.context.words.dropFirst().last { $0.first != 45 } ?? []
        throw UtilityFailure("\(call.text(host)): Temporary failure in name resolution", status: 2)
    }
}
