import Foundation

/// Where mutation of lists that git prints, release notes and version texts starts.
enum GitListSeeds {
  static let all: [[UInt8]] =
    [
      """
      *   commit 0123456789ab (HEAD -> master, tag: v6.1.2)
      |\\  Merge: 1123456 2123456
      | | Author:     A <a@b>
      | | AuthorDate: Wed Sep 19 22:47:19 2018 +0200
      | |
      | |     Linux 6.1.2
      | |
      | * commit 1123456789ab
      | | author A <a@b> 1575188077 +0100
      | |
      | |     mm: CVE-2099-10001
      | |  mm/a.c | 2 +-
      | | diff --git a/mm/a.c b/mm/a.c
      | | +commit 2123456789ab
      """,
      """
      From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
      From: A <a@b>
      Date: Sun, 1 Dec 2019 09:14:37 +0100
      Subject: [PATCH 1/2] mm: a subject
       that is wrapped

      text
      ---
      diff --git a/a b/a
      """,
      "abc1234 (tag: v6.1.2) Linux 6.1.2\n| * def5678 - mm: a (3 days ago) <A>\n+ 123abcd (fs: b, 2019-12-01)\n",
      "1:  abc1234 ! 2:  def5678 mm: a\n-:  ------- > 3:  1234abc fs: b\n2:  9abcdef < -:  ------- x: y\n",
      "0123456789012345678901234567890123456789\n1123456789012345678901234567890123456789\n",
      "A B <a@b> (2):\n      mm: a\n      Linux 6.1.2\n\nC (1):\n      fs: b\n         wrapped\n",
      "Linux 6.1.2\nmm: a\nfs: b\nMerge tag 'x' of git://y\n",
      """
      ## [Talos 9.6.1](https://x/y(z)) (2099-12-22)
      Linux: 6.1.69
      * [`9b044c5`](https://x) feat: bump kernel to 6.1.68
      - Linux ([CVE-2099-10001](https://x))
      """,
      "_Changes since **Stable 9081.2.0**_\n- Linux ([6.6.74](https://x) (includes [6.6.73](https://x), 6.6.72))\n",
      "# v9.1.0 (2099-01-01)\n* Update kernel to 5.10.214, 5.15.153, and 6.1.84 ([#1])\n",
      "cos-913-18244-236-77\nKernel\tDocker\nCOS-6.1.119\tv24\nFixed CVE-2099-1000 in the Linux kernel.\n",
      "Linux version 5.10.0-9-amd64 (a@b) #1 SMP Debian 5.10.209-2 (2099-01-31)\n",
      "Linux host 6.1.0-9-amd64 #1 SMP Debian 6.1.99-1 x86_64\n", "4.14.121-1.el7.x86_64\n",
    ].map { Array($0.utf8) }
}
